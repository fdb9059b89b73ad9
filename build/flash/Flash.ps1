# A run from its start to its end: the order of the steps, and how it ends. The steps: Needs.ps1, Board.ps1, Clr.ps1, Send.ps1, Serial.ps1.

# What a run has found out, and what it was told. Options: see flash.ps1.
function New-FlashRun {
    param([string] $Root, [string] $Scripts, [Collections.IDictionary] $Environment, [hashtable] $Options)

    $screen = New-FlashScreen
    $screen.IsDryRun = [bool] $Options.IsDryRun
    $run = @{
        Root = $Root; Scripts = $Scripts; Screen = $screen; Environment = $Environment; Missing = @(); Settings = @{}
        Workspace = ''; Identity = $null; Fingerprint = $null; ServerUrl = ''; Nanoff = 'nanoff'; NanoffVersion = $null
        Port = ''; PortLinks = @(); OtherPorts = @(); PortSeen = [Diagnostics.Stopwatch]::StartNew(); Serial = $null; Unread = [Text.StringBuilder]::new(); BoardChip = $null; IsTargetChosen = $false
        ImageFile = ''; ImageNatives = @{}; Names = $null; Content = $null; IsAsked = $false; IsTouched = $false; IsFlashed = $false; IsEnded = $false; Tests = $null; Server = $null
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

# With -Confirm the person is asked once, when it is known what will be replaced.
function Confirm-Changes {
    param($Run)

    $what = 'application, Wi-Fi settings, CA bundle and identity'
    if ($null -ne $Run.ClrReason -and -not $Run.IsSkipClr) { $what = "nanoCLR, $what" }
    if ($null -eq $Run.Cmdlet -or $Run.Cmdlet.ShouldProcess("the board on $($Run.Port) ($($Run.Target.Name))", "replace $what")) { return $true }
    $Run.IsAsked = $true
    $false
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
