# The way of a board from bare to provisioned, one function for each step.

# What a run has found out, and what it was told. Options: see flash.ps1.
function New-FlashRun {
    param([string] $Root, [string] $Scripts, [Collections.IDictionary] $Environment, [hashtable] $Options)

    $screen = New-FlashScreen
    $screen.IsDryRun = [bool] $Options.IsDryRun
    $run = @{
        Root = $Root; Scripts = $Scripts; Screen = $screen; Environment = $Environment; Missing = @(); Settings = @{}
        Workspace = ''; Identity = $null; Fingerprint = $null; ServerUrl = ''; Nanoff = 'nanoff'; NanoffVersion = $null
        Port = ''; PortLinks = @(); OtherPorts = @(); PortSeen = [Diagnostics.Stopwatch]::StartNew(); Serial = $null; Unread = [Text.StringBuilder]::new(); BoardChip = $null; IsTargetChosen = $false
        ImageFile = ''; ImageNatives = @{}; Content = $null; IsAsked = $false; IsTouched = $false; IsFlashed = $false; IsEnded = $false; Tests = $null; Server = $null
    }
    # Target is a name until the settings are read, and then a row of the table; $null is auto.
    foreach ($name in $Options.Keys) { $run[$name] = $Options[$name] }
    $run.IsListening = $run.IsMonitor -and -not ($run.IsStub -or $run.IsReset -or $run.IsSkipClr -or $run.IsTest -or $run.Image.Length -gt 0)
    $run
}

# Returns the exit code.
function Invoke-Flash {
    param($Run)

    try {
        Invoke-FlashRun $Run
    }
    catch {
        $failure = $_.Exception
        if (-not $failure.Data.Contains('FlashExit')) { $failure = Get-Fault $Run $_ }
        Write-FlashFailure $Run.Screen $failure
        $Run.IsEnded = $true
        $failure.Data['FlashExit']
    }
    finally {
        # Also where the pipeline was stopped by Ctrl-C. Its code first: the next Ctrl-C may come before the rest is done.
        # 0 where all that was asked for is done and the log alone was left.
        if (-not $Run.IsEnded) { Set-StoppedCode @($FlashExit.Stopped, $FlashExit.Done)[$Run.IsFlashed] }
        if ($null -ne $Run.Serial) { $Run.Serial.Dispose() }
        if ($null -ne $Run.Server -and -not $Run.Server.HasExited) { Stop-Tool $Run.Server }
        Remove-FlashWorkspace $Run.Workspace
        # No command runs any more in a pipeline that is being stopped.
        if (-not $Run.IsEnded) { $Host.UI.WriteLine((Get-StoppedText $Run)) }
    }
}

function Invoke-FlashRun {
    param($Run)

    if ($Run.IsListening) { Start-Listening $Run }
    elseif ($Run.IsTest) { $code = Invoke-BoardTests $Run }
    else {
        Initialize-FlashRun $Run
        Update-Board $Run
    }

    $Run.IsEnded = $true
    if ($Run.IsTest) { return $code }
    Write-FlashLine $Run.Screen (Get-FlashFarewell $Run) Green
    $FlashExit.Done
}

# What nobody has foreseen. Its place is of use, its values may be secret and are masked like everything else.
function Get-Fault {
    param($Run, $Record)

    $inner = $Record.Exception.GetBaseException()
    if ($inner -is [UnauthorizedAccessException] -or $inner -is [IO.IOException]) {
        # The system's own sentence names the file.
        $failure = [InvalidOperationException]::new($inner.Message)
        $failure.Data['FlashExit'] = $FlashExit.Settings
        $failure.Data['FlashNext'] = "you need to be able to write to $($Run.Root) and its folder .teddy: after a run with sudo, sudo chown -R `$USER .teddy"
        return $failure
    }

    $place = "$([IO.Path]::GetFileName($Record.InvocationInfo.ScriptName)), line $($Record.InvocationInfo.ScriptLineNumber)"
    $failure = [InvalidOperationException]::new("$($Record.Exception.GetType().Name) at ${place}: $($Record.Exception.Message)")
    $failure.Data['FlashExit'] = $FlashExit.Fault
    $failure.Data['FlashNext'] = 'this is a fault in flash.ps1: please report the lines above'
    $failure
}

function Get-StoppedText {
    param($Run)

    if ($Run.IsListening) { return 'stopped listening' }
    if ($Run.IsFlashed) { return "stopped listening; device $($Run.Identity.LastFour) is flashed, and goes on" }
    if ($Run.IsTouched) { return "stopped: the board may be half flashed; run $(Get-FlashCommand $Run)" }
    'stopped: nothing was changed on the board'
}

# The command with the parameters that were given, for what to do next.
function Get-FlashCommand {
    param($Run, [string[]] $Added = @(), [string[]] $LeftOut = @())

    $words = @('./flash.ps1')
    foreach ($name in $Run.Given.Keys) {
        $isSwitch = $Run.Given[$name] -is [Management.Automation.SwitchParameter]
        if ($LeftOut -contains $name -or $Added -contains "-$name" -or 'WhatIf', 'Confirm', 'InstallTools' -contains $name) { continue }
        if ($isSwitch) { if ($Run.Given[$name]) { $words += "-$name" } }
        elseif ("$($Run.Given[$name])" -match '\s') { $words += "-$name", "'$($Run.Given[$name])'" }
        else { $words += "-$name", "$($Run.Given[$name])" }
    }

    ($words + $Added) -join ' '
}

# With one of these -Monitor would flash.
$MonitorLeavesOut = 'Stub', 'Reset', 'SkipClr', 'Image', 'Test', 'LogSeconds'

# Everything that can be known before the board is touched. All that is missing is told in one go.
function Initialize-FlashRun {
    param($Run)

    Read-RunSettings $Run
    $bundle = [byte[]]::new(0)
    Test-Need $Run { Assert-Wifi $Run }
    Test-Need $Run { $Run.Identity = Get-FlashIdentity $Run }
    $Run.ServerUrl = $Run.Settings['server.url'].TrimEnd('/')
    if ($Run.IsStub) {
        Test-Need $Run { $Run.ServerUrl = Get-StubUrl $Run }
        if ($Run.Missing.Count -eq 0) { Test-Need $Run { Initialize-Stub $Run } }
        Test-Need $Run { [void] (Test-StubRuns $Run) }
    }

    if ($null -ne $Run.Identity) { Write-FlashDetail $Run.Screen "device $($Run.Identity.LastFour), server $($Run.ServerUrl)" }
    $holder = @{ Bundle = $bundle }
    Test-Need $Run { $holder.Bundle = Read-FlashBundle $Run }
    Initialize-FlashTools $Run
    Test-Need $Run { Find-FlashPort $Run }
    # Last, because it may take a minute.
    if ($Run.Missing.Count -eq 0 -or $Run.Screen.IsDryRun) { Test-Need $Run { Initialize-Image $Run } }
    Stop-WhereMissing $Run
    $Run.Workspace = New-FlashWorkspace $Run
    New-DeployFiles $Run $holder.Bundle
    Save-PendingIdentity $Run
}

function Initialize-Image {
    param($Run)

    $file = Find-FlashImage $Run
    # A run that changes nothing has built nothing.
    if ([IO.File]::Exists($file)) { $Run.Content = Read-FlashImage $Run $file 'TeddyFirmware' }
}

function Read-RunSettings {
    param($Run)

    if ($Run.Wrong.Count -gt 0) {
        Stop-Flash Settings "there is no parameter $($Run.Wrong -join ' ')" 'see Get-Help ./flash.ps1 -Detailed'
    }

    if ($Run.IsReset -and $Run.IsSkipClr) {
        Stop-Flash Settings '-Reset erases the whole flash, nanoCLR too, and cannot go with -SkipClr' 'leave one of the two out'
    }

    $seconds = 0
    if (-not [int]::TryParse("$($Run.LogSeconds)", [ref] $seconds) -or $seconds -lt 1 -or $seconds -gt 600) {
        Stop-Flash Settings '-LogSeconds must be a whole number from 1 to 600' 'leave it out: it is 60 then'
    }

    $Run.LogSeconds = $seconds
    $overrides = @{}
    if ($Run.WantedPort.Length -gt 0) { $overrides['board.port'] = $Run.WantedPort }
    if ($Run.Target.Length -gt 0) { $overrides['board.target'] = $Run.Target }
    if ($Run.Screen.IsDryRun) { Write-FlashLine $Run.Screen 'nothing is changed: -WhatIf' }
    Write-FlashStep $Run.Screen 'reading nf.config, nf.local.config and the environment'
    $Run.Settings = Read-NfSettings $Run.Root $Run.Environment $overrides
    Add-FlashSecret $Run.Screen $Run.Settings['wifi.password']
    $Run.Target = $null
    if ($Run.Settings['board.target'] -ne 'auto') { $Run.Target = Find-Target $Run.Settings['board.target'] }
    if (-not $Run.IsListening) { $Run.IsNewLocal = New-LocalConfig $Run }
}

function Assert-Wifi {
    param($Run)

    if ($Run.Settings['wifi.ssid'].Length -eq 0) {
        Stop-Flash Settings 'wifi.ssid: is empty' 'write the name of a 2.4 GHz Wi-Fi network into nf.config, and its password into nf.local.config as wifi.password'
    }

    # Wi-Fi allows 32, and nanoCLR wants one of them for a zero (hal_strncpy_s in NF_ESP32_Wireless.cpp): it would look for a network without a name.
    if ([Text.Encoding]::UTF8.GetByteCount($Run.Settings['wifi.ssid']) -gt 31) {
        Stop-Flash Settings 'wifi.ssid: has 32 bytes, and a board joins networks whose name has 31 at the most' 'give the network a shorter name, or take another one, such as its guest network'
    }

    if ($Run.Settings['wifi.password'].Length -gt 0) { return }
    # The file was made in this very moment: nobody has had the chance to write the password.
    if ($Run.IsNewLocal) { Stop-Flash Settings 'wifi.password: is not set' 'write it into nf.local.config, or leave it empty for an open network, and run flash.ps1 again' }
    Write-FlashWarning $Run.Screen 'wifi.password is empty: the network is taken as open'
}

# Runs a check. What it finds missing is kept, so that the next one runs too.
function Test-Need {
    param($Run, [scriptblock] $Check)

    try {
        & $Check
    }
    catch {
        if (-not $_.Exception.Data.Contains('FlashExit')) { throw }
        $Run.Missing += $_.Exception
    }
}

# All but the last are told here, the last by who catches it; the exit code is the first's.
function Stop-WhereMissing {
    param($Run)

    if ($Run.Missing.Count -eq 0) { return }
    for ($i = 0; $i -lt $Run.Missing.Count - 1; $i++) { Write-FlashFailure $Run.Screen $Run.Missing[$i] }
    $last = $Run.Missing[-1]
    $last.Data['FlashExit'] = $Run.Missing[0].Data['FlashExit']
    throw $last
}

function Initialize-FlashTools {
    param($Run)

    if ($Run.IsInstall) { Install-Nanoff $Run }
    $found = Find-Nanoff $Run $Run.Environment
    if ($null -ne $found) { $Run.Nanoff = $found }
    elseif (-not ($Run.Screen.IsDryRun -and $Run.IsInstall)) {
        Test-Need $Run { Stop-Flash Tool 'nanoff is not installed' "run $(Get-FlashCommand $Run @('-InstallTools')): it installs nanoff beside this repository, for nobody else" }
    }
}

# From here on the board changes, but for the first three steps.
function Update-Board {
    param($Run)

    if ($Run.Screen.IsDryRun) { return Show-FlashPlan $Run }
    Assert-PortOpens $Run
    Assert-Chip $Run
    $details = Get-ClrBefore $Run
    if (-not (Confirm-Changes $Run)) { return }
    $Run.IsTouched = $true
    Update-Clr $Run $details
    Send-Image $Run $Run.Content
    Confirm-Details $Run 'TeddyFirmware'
    Send-Settings $Run
    Confirm-FirstLines $Run
    $Run.IsTouched = $false
    Save-FlashIdentity $Run
    # The device claims only when it has a network, some seconds from now.
    if ($Run.IsStub) { Register-StubDevice $Run }
    $Run.IsFlashed = $true
    if (-not $Run.IsMonitor) { return }
    Write-FlashLine $Run.Screen (Get-FlashFarewell $Run) Green
    Watch-Board $Run
}

# The nanoCLR that is there, and whether what will be there understands this nanoff.
function Get-ClrBefore {
    param($Run)

    Write-FlashStep $Run.Screen 'looking at nanoCLR'
    $details = $null
    if (-not $Run.IsReset) { $details = Read-ClrDetails $Run }
    if ($Run.IsTargetChosen -and $null -ne $details) { Use-TargetOfClr $Run $details }
    $Run.ClrReason = 'the whole flash is erased'
    if (-not $Run.IsReset) { $Run.ClrReason = Find-ClrProblem $Run $details }
    $stays = $null -ne $details -and ($Run.IsSkipClr -or $null -eq $Run.ClrReason)
    if ($stays) { Assert-Pair $Run $details.Version } else { Assert-Pair $Run $Run.Settings['board.clrVersion'] }
    if ($stays -and $Run.IsSkipClr) {
        $problem = Find-NativeProblem $Run $details
        if ($null -ne $problem) { Stop-Flash Clr "${problem}: it would not start" 'leave out -SkipClr' }
        if ($null -ne $Run.ClrReason) { Write-FlashWarning $Run.Screen $Run.ClrReason }
    }

    $details
}

# With board.target at auto, a nanoCLR that runs and fits the chip stays what it is: it may know of a PSRAM that the chip did not tell.
function Use-TargetOfClr {
    param($Run, $Details)

    $target = Get-TargetTable | Where-Object { $_.Name -ceq $Details.Target -and $_.Unfit.Length -eq 0 }
    if ($null -eq $target -or $null -ne (Find-TargetProblem $target $Run.BoardChip)) { return }
    $Run.Target = $target
}

# With -Confirm the person is asked once, when it is known what will be replaced.
function Confirm-Changes {
    param($Run)

    $what = 'application, Wi-Fi settings, CA bundle and identity'
    if ($null -ne $Run.ClrReason -and -not $Run.IsSkipClr) { $what = "nanoCLR, $what" }
    if ($null -eq $Run.Cmdlet -or $Run.Cmdlet.ShouldProcess("the board on $($Run.Port) ($($Run.Target.Name))", "replace $what")) { return $true }
    $Run.IsAsked = $true
    $false
}

function Update-Clr {
    param($Run, $Details)

    if ($Run.IsSkipClr -or $null -eq $Run.ClrReason) {
        if ($null -ne $Details) { Write-FlashDetail $Run.Screen "nanoCLR $($Details.Version) for $($Details.Target) stays" }
        return
    }

    $version = $Run.Settings['board.clrVersion']
    Write-FlashStep $Run.Screen "flashing nanoCLR ${version}: $($Run.ClrReason)"
    # Minimal words: with more of them it moves the cursor, which ends it with E4000 where there is no screen. No backup of the
    # configuration, which takes minutes on Linux: it is where it was, and is written anew below.
    $arguments = @('--update', '--platform', 'esp32', '--target', $Run.Target.Name, '--baud', $Run.Settings['board.baud'], '--fwversion', $version, '--nobackupconfig', '-v', 'm')
    if ($Run.IsReset) { $arguments += '--masserase' }
    $result = Invoke-Nanoff $Run $arguments 600
    if ($result.ExitCode -ne 0) { Stop-Nanoff $Run Clr 'nanoCLR could not be flashed' $result }

    # Its exit code has been 0 without a byte written (Home issue 1737).
    $after = Wait-ClrDetails $Run
    if ($null -eq $after -or $after.Version -lt [version] $version) {
        Stop-Flash Clr 'nanoff says that it flashed nanoCLR, and the board does not run it' "press RESET on the board and run $(Get-FlashCommand $Run); if it stays so, $(Get-FlashCommand $Run @('-Reset'))"
    }

    # Without internet it takes another version from its cache, and says OK.
    if ($after.Version -ne [version] $version) {
        Stop-Flash Clr "nanoff has flashed nanoCLR $($after.Version) in place of $version, which it could not download" "see that this machine reaches the internet; then run $(Get-FlashCommand $Run)"
    }

    $problem = Find-NativeProblem $Run $after
    if ($null -ne $problem) {
        Stop-Flash Clr "${problem}: it would not start" 'set board.clrVersion to the nanoCLR that belongs to TeddyFirmware/packages.config, or update the packages; the application on the board was not touched'
    }
}

# nanoff's own tries are the wait.
function Wait-ClrDetails {
    param($Run)

    $details = Read-ClrDetails $Run
    if ($null -ne $details) { return $details }
    # One that answered by half has not ended its start yet.
    [Threading.Thread]::Sleep($Run.LogSeconds * 50)
    Read-ClrDetails $Run
}

function Get-ChipPlace {
    param($Run)

    Get-DeployPlace $Run.Target $Run.BoardChip
}

function Send-Image {
    param($Run, [byte[]] $Content)

    Write-FlashStep $Run.Screen 'flashing the application'
    $place = Get-ChipPlace $Run
    $file = Get-WorkFile $Run 'image.bin'
    [IO.File]::WriteAllBytes($file, (Get-FilledImage $Content $place))
    $result = Invoke-Nanoff $Run @('--deploy', '--platform', 'esp32', '--target', $Run.Target.Name, '--baud', $Run.Settings['board.baud'], '--image', $file, '--address', ('0x{0:X}' -f $place.Address), '-v', 'n') 300
    Remove-WorkFile $file
    if ($result.ExitCode -ne 0) { Stop-Nanoff $Run Deploy 'the application could not be flashed' $result }
    # The loader's own word: the exit code is 0 also where nothing was done.
    if (@($result.Lines | Where-Object { $_ -match 'Hash of data verified' }).Count -eq 0) {
        Stop-Flash Deploy 'nanoff says that it flashed the application, and the chip has not confirmed it' "run $(Get-FlashCommand $Run); if it stays so, $(Get-FlashCommand $Run @('-InstallTools'))"
    }
}

# The board's own word for it, in place of exit codes.
function Confirm-Details {
    param($Run, [string] $Program)

    Write-FlashStep $Run.Screen 'asking the board what it runs'
    $details = Wait-ClrDetails $Run
    if ($null -eq $details) { Stop-Flash Details 'the board does not answer after it was flashed' "press RESET on the board and run $(Get-FlashCommand $Run)" }
    if ($details.Assemblies -notcontains $Program) {
        Stop-Flash Details 'the board runs nanoCLR, but not the application' (
            "press RESET and run $(Get-FlashCommand $Run); if it stays so, its log says why: $(Get-FlashCommand $Run @('-Monitor') $MonitorLeavesOut)")
    }
}

# Files and network in one call: nanoff's race has to be won once.
function Send-Settings {
    param($Run)

    Write-FlashStep $Run.Screen 'writing the CA bundle, the provisioning file and the Wi-Fi settings'
    $network = Get-WorkFile $Run 'network.json'
    $result = Send-BoardFiles $Run @('ca.pem', 'provision.json') @('--networkdeployment', $network)
    Remove-WorkFile $network
    # A bare OK after each of the two; an exception inside may leave the exit code at 0.
    $done = @($result.Lines | Where-Object { $_ -match '\AUpdating (network|wireless) configuration\.\.\.\s*OK\s*\z' }).Count
    if ($result.ExitCode -ne 0 -or $done -lt 2) { Stop-Nanoff $Run Network "the board took $done of 2 network settings" $result $WireAdvice }
}

# Its exit code is 0 whatever becomes of the files; only the text tells.
function Send-BoardFiles {
    param($Run, [string[]] $Names, [string[]] $Further = @())

    $json = Get-WorkFile $Run 'files.json'
    $result = Invoke-Nanoff $Run (@('--filedeployment', $json) + $Further + @('-v', 'n')) 180
    foreach ($name in $Names + 'files.json') { Remove-WorkFile (Get-WorkFile $Run $name) }
    foreach ($name in $Names) {
        $done = @($result.Lines | Where-Object { $_ -match "\ADeploying file .*$([regex]::Escape($name))\.\.\.\s*OK\s*\z" }).Count
        if ($done -ne 1) { Stop-Nanoff $Run Provisioning "the board did not take its file $name" $result $WireAdvice }
    }

    $result
}

# -Monitor alone: nothing is written, and no settings but the port's are needed.
function Start-Listening {
    param($Run)

    Read-RunSettings $Run
    Add-KeptSecrets $Run
    Find-FlashPort $Run
    if ($Run.Screen.IsDryRun) { return Write-FlashDetail $Run.Screen "would listen to $($Run.Port)" }
    $Run.Serial = Open-FlashSerial $Run
    Watch-Board $Run
}

function Get-FlashFarewell {
    param($Run)

    if ($Run.Screen.IsDryRun -or $Run.IsListening) { return 'nothing was changed' }
    if ($Run.IsAsked) { return 'nothing was changed on the board: it was not confirmed' }
    $listen = Get-FlashCommand $Run @('-Monitor') $MonitorLeavesOut
    "done: device $($Run.Identity.LastFour) is flashed; it connects to the Wi-Fi and claims at $($Run.ServerUrl) ($listen shows it)"
}
