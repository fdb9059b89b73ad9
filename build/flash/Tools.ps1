# Runs programs, and knows where nanoff is.

# The version whose behaviour the other files rely on: older ones have said OK without flashing (Home issue 1737).
$NanoffVersion = '2.5.162'
$PollMs = 200

# Quotes for ProcessStartInfo.Arguments: Windows PowerShell has no ArgumentList.
function Get-QuotedArgument {
    param([string] $Argument)

    if ($Argument -match '\A[A-Za-z0-9_./:\\=-]+\z') { return $Argument }
    '"' + ($Argument -replace '(\\*)"', '$1$1\"' -replace '(\\+)\z', '$1$1') + '"'
}

# Runs a program to its end: @{ ExitCode; Lines }. Ctrl-C, a closed pipeline and the deadline end the program too.
function Invoke-Tool {
    param($Screen, [string] $File, [string[]] $Arguments, [int] $TimeoutSeconds, [switch] $Quiet)

    $start = [Diagnostics.ProcessStartInfo]::new($File)
    $start.Arguments = (@($Arguments | ForEach-Object { Get-QuotedArgument $_ }) -join ' ')
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::new()
    $process.StartInfo = $start
    $started = $false
    try {
        $started = $process.Start()
        $process.StandardInput.Close()
        $lines = [Collections.Generic.List[string]]::new()
        $ended = Read-ToolLines $Screen $process $lines $TimeoutSeconds $Quiet.IsPresent
        if (-not $ended) { $lines.Add("no end after $TimeoutSeconds s") }
        $code = -1
        if ($ended) { $code = $process.ExitCode }
        @{ ExitCode = $code; Lines = $lines }
    }
    finally {
        # A stopped pipeline comes here too: nothing may go on writing to the board.
        if ($started -and -not $process.HasExited) { Stop-Tool $process }
        $process.Dispose()
    }
}

# Polls, because a pipeline that is to be stopped can be stopped only between two .NET calls.
function Read-ToolLines {
    param($Screen, $Process, $Lines, [int] $TimeoutSeconds, [bool] $IsQuiet)

    $clock = [Diagnostics.Stopwatch]::StartNew()
    $streams = @($Process.StandardOutput, $Process.StandardError)
    $reads = @($streams[0].ReadLineAsync(), $streams[1].ReadLineAsync())
    while ($clock.Elapsed.TotalSeconds -lt $TimeoutSeconds) {
        $open = [Threading.Tasks.Task[]] @($reads | Where-Object { $null -ne $_ })
        if ($open.Length -eq 0) { break }
        [void] [Threading.Tasks.Task]::WaitAny($open, $PollMs)
        foreach ($i in 0, 1) {
            while ($null -ne $reads[$i] -and $reads[$i].IsCompleted) {
                $line = $reads[$i].Result
                $reads[$i] = $null
                if ($null -eq $line) { break }
                if ($line.Trim().Length -gt 0) {
                    $Lines.Add($line)
                    if (-not $IsQuiet) { Write-FlashDetail $Screen $line.TrimEnd() }
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

function Stop-Tool {
    param($Process)

    try {
        $Process.Kill()
        [void] $Process.WaitForExit(5000)
    }
    catch [InvalidOperationException] {
        # It ended by itself in between.
        return
    }
}

# The full path of nanoff, or $null: the one that -InstallTools has put beside this repository, then the PATH.
function Find-Nanoff {
    param([string] $Root, [Collections.IDictionary] $Environment)

    $folders = @([IO.Path]::Combine($Root, '.teddy', 'tools'))
    $folders += ([string] $Environment['PATH']).Split([IO.Path]::PathSeparator)
    $folders += [IO.Path]::Combine([Environment]::GetFolderPath('UserProfile'), '.dotnet', 'tools')
    if ([Environment]::OSVersion.Platform -eq 'Win32NT') { $names = 'nanoff.exe', 'nanoff.cmd' } else { $names = @('nanoff') }
    foreach ($folder in $folders) {
        if ($folder.Length -eq 0) { continue }
        foreach ($name in $names) {
            $file = [IO.Path]::Combine($folder, $name)
            if ([IO.File]::Exists($file)) { return $file }
        }
    }
}

function Install-Nanoff {
    param($Run)

    $folder = [IO.Path]::Combine($Run.Root, '.teddy', 'tools')
    $arguments = 'tool', 'install', 'nanoff', '--version', $NanoffVersion, '--tool-path', $folder
    Write-FlashStep $Run.Screen 'installing nanoff beside this repository'
    Write-FlashCommand $Run 'dotnet' $arguments
    if ($Run.Screen.IsDryRun) { return }
    try {
        $result = Invoke-Tool $Run.Screen 'dotnet' $arguments 600
    }
    catch [ComponentModel.Win32Exception] {
        Stop-Flash Tool 'the .NET SDK is not installed' 'install the .NET 10 SDK from https://dot.net, then run flash.ps1 -InstallTools again'
    }

    if ($result.ExitCode -ne 0) {
        Stop-Flash Tool 'nanoff could not be installed' "see the lines above; by hand: dotnet $($arguments -join ' ')"
    }
}

function Write-FlashCommand {
    param($Run, [string] $File, [string[]] $Arguments)

    Write-FlashLine $Run.Screen ('   > ' + ((@([IO.Path]::GetFileNameWithoutExtension($File)) + $Arguments) -join ' ')) Gray
}

# Every call of nanoff: shown, then run; a run without change returns $null. A quiet one is shown where it fails.
function Invoke-Nanoff {
    param($Run, [string[]] $Arguments, [int] $TimeoutSeconds = 120, [switch] $Quiet)

    $all = $Arguments + '--suppressnanoffversioncheck'
    Write-FlashCommand $Run 'nanoff' $all
    if ($Run.Screen.IsDryRun) { return }
    try {
        $result = Invoke-Tool $Run.Screen $Run.Nanoff $all $TimeoutSeconds -Quiet:$Quiet
    }
    catch [ComponentModel.Win32Exception] {
        Stop-Flash Tool "$($Run.Nanoff) does not start" 'run flash.ps1 -InstallTools'
    }

    if ($Quiet -and $result.ExitCode -ne 0) { $result.Lines | ForEach-Object { Write-FlashDetail $Run.Screen $_.TrimEnd() } }
    $result
}

function Assert-NanoffVersion {
    param($Run, $Lines)

    $found = $Lines | ForEach-Object { [regex]::Match($_, 'Firmware Flasher v(\d+\.\d+\.\d+)') } | Where-Object Success
    if ($null -eq $found) {
        Stop-Flash Tool "$($Run.Nanoff) does not say what version of nanoff it is" 'run flash.ps1 -InstallTools'
    }

    $version = @($found)[0].Groups[1].Value
    if ([version] $version -lt [version] $NanoffVersion) {
        Stop-Flash Tool "nanoff $version is too old: $NanoffVersion or newer is needed" 'run flash.ps1 -InstallTools'
    }
}
