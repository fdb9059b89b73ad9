# Runs programs, and knows where they are.

$PollMs = 200

# Quotes for ProcessStartInfo.Arguments: Windows PowerShell has no ArgumentList.
function Get-QuotedArgument {
    param([string] $Argument)

    if ($Argument -match '\A[A-Za-z0-9_./:\\=-]+\z') { return $Argument }
    '"' + ($Argument -replace '(\\*)"', '$1$1\"' -replace '(\\+)\z', '$1$1') + '"'
}

# Runs a program to its end: @{ ExitCode; Lines; Error; Reason }. Ctrl-C, a closed pipeline and the deadline end the program too.
# Nothing of it is shown; OnLine sees each line as it comes, and IsHopeless, asked while none comes, can end it.
function Invoke-Tool {
    param([string] $File, [string[]] $Arguments, [int] $TimeoutSeconds, [hashtable] $Environment = @{}, [scriptblock] $OnLine = { }, [string] $Folder = '', [scriptblock] $IsHopeless = { $false })

    $process = [Diagnostics.Process]::new()
    $process.StartInfo = New-ToolStart $File $Arguments $Environment
    if ($Folder.Length -gt 0) { $process.StartInfo.WorkingDirectory = $Folder }
    $started = $false
    try {
        $started = $process.Start()
        $process.StandardInput.Close()
        $lines = [Collections.Generic.List[string]]::new()
        $ended = Read-ToolLines $process $lines $TimeoutSeconds $OnLine $IsHopeless
        if (-not $ended) { $lines.Add('it had to be ended') }
        $code = -1
        if ($ended) { $code = $process.ExitCode }
        @{ ExitCode = $code; Lines = $lines; Error = ''; Reason = '' }
    }
    finally {
        # A stopped pipeline comes here too: nothing may go on writing to the board.
        if ($started -and -not $process.HasExited) { Stop-Tool $process }
        $process.Dispose()
    }
}

function New-ToolStart {
    param([string] $File, [string[]] $Arguments, [hashtable] $Environment)

    $start = [Diagnostics.ProcessStartInfo]::new($File)
    $start.Arguments = (@($Arguments | ForEach-Object { Get-QuotedArgument $_ }) -join ' ')
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    foreach ($name in $Environment.Keys) { $start.EnvironmentVariables[$name] = $Environment[$name] }
    $start
}

# Polls, because a pipeline that is to be stopped can be stopped only between two .NET calls.
function Read-ToolLines {
    param($Process, $Lines, [int] $TimeoutSeconds, [scriptblock] $OnLine, [scriptblock] $IsHopeless)

    $clock = [Diagnostics.Stopwatch]::StartNew()
    $streams = @($Process.StandardOutput, $Process.StandardError)
    $reads = @($streams[0].ReadLineAsync(), $streams[1].ReadLineAsync())
    while ($clock.Elapsed.TotalSeconds -lt $TimeoutSeconds) {
        $open = [Threading.Tasks.Task[]] @($reads | Where-Object { $null -ne $_ })
        if ($open.Length -eq 0) { break }
        if ([Threading.Tasks.Task]::WaitAny($open, $PollMs) -lt 0 -and (& $IsHopeless)) { return $false }
        foreach ($i in 0, 1) {
            while ($null -ne $reads[$i] -and $reads[$i].IsCompleted) {
                $line = $reads[$i].Result
                $reads[$i] = $null
                if ($null -eq $line) { break }
                if ($line.Trim().Length -gt 0) {
                    $Lines.Add($line)
                    & $OnLine $line
                }

                $reads[$i] = $streams[$i].ReadLineAsync()
            }
        }
    }

    while ($clock.Elapsed.TotalSeconds -lt $TimeoutSeconds) {
        if ($Process.WaitForExit($PollMs)) { return $true }
    }

    $Process.HasExited
}

# With what it has started itself, where this PowerShell can do that (.NET Framework cannot).
function Stop-Tool {
    param($Process)

    try {
        if ($PSVersionTable.PSVersion.Major -ge 7) { $Process.Kill($true) } else { $Process.Kill() }
        [void] $Process.WaitForExit(5000)
    }
    catch [InvalidOperationException] {
        # It ended by itself in between.
        return
    }
}

# Windows spells it Path, and these names are compared with their case.
function Get-EnvironmentValue {
    param([Collections.IDictionary] $Environment, [string] $Name)

    foreach ($key in $Environment.Keys) {
        if ($Name.Equals([string] $key, [StringComparison]::OrdinalIgnoreCase)) { return [string] $Environment[$key] }
    }

    ''
}

# The full path of a program, or $null: the given folders, then the PATH.
function Find-Program {
    param([string] $Name, [string[]] $Folders, [Collections.IDictionary] $Environment)

    $names = @($Name)
    if ([Environment]::OSVersion.Platform -eq 'Win32NT') { $names = "$Name.exe", "$Name.cmd" }
    foreach ($folder in $Folders + (Get-EnvironmentValue $Environment 'PATH').Split([IO.Path]::PathSeparator)) {
        if ($folder.Length -eq 0) { continue }
        foreach ($candidate in $names) {
            $file = [IO.Path]::Combine($folder, $candidate)
            if ([IO.File]::Exists($file)) { return $file }
        }
    }
}

# Beside this repository, on the PATH, or where "dotnet tool install -g" puts it.
function Find-Nanoff {
    param($Run, [Collections.IDictionary] $Environment)

    $global = [IO.Path]::Combine([Environment]::GetFolderPath('UserProfile'), '.dotnet', 'tools')
    $found = Find-Program 'nanoff' @([IO.Path]::Combine($Run.Root, '.teddy', 'tools')) $Environment
    if ($null -eq $found) { $found = Find-Program 'nanoff' @($global) @{} }
    $found
}

# The SDK builds images and installs nanoff.
function Get-Dotnet {
    param($Run)

    $found = Find-Program 'dotnet' @() $Run.Environment
    if ($null -eq $found) { Stop-Flash Tool 'the .NET SDK is not installed' 'install the .NET 10 SDK from https://dot.net, then run flash.ps1 again' }
    $found
}

function Install-Nanoff {
    param($Run)

    $folder = [IO.Path]::Combine($Run.Root, '.teddy', 'tools')
    $arguments = 'tool', 'install', 'nanoff', '--version', $NanoffVersion, '--tool-path', $folder
    Write-FlashStep $Run.Screen 'installing nanoff beside this repository'
    Write-FlashCommand $Run 'dotnet' $arguments
    if ($Run.Screen.IsDryRun) { return }
    $result = Invoke-Tool (Get-Dotnet $Run) $arguments 600
    if ($result.ExitCode -ne 0) {
        $result.Lines | ForEach-Object { Write-FlashDetail $Run.Screen $_.TrimEnd() }
        Stop-Flash Tool 'nanoff could not be installed' "see the lines above; by hand: dotnet $($arguments -join ' ')"
    }
}

function Write-FlashCommand {
    param($Run, [string] $File, [string[]] $Arguments)

    Write-FlashLine $Run.Screen ('   > ' + ((@([IO.Path]::GetFileNameWithoutExtension($File)) + $Arguments) -join ' '))
}
