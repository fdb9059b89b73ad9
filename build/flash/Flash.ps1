# The way of a board from bare to provisioned, one function for each step.

# Returns the exit code. Parameters: see flash.ps1.
function Invoke-Flash {
    param([string] $Root, [string] $Scripts, [Collections.IDictionary] $Environment, [hashtable] $Options)

    $run = New-FlashRun $Root $Scripts $Environment $Options
    try {
        Initialize-FlashRun $run $Environment
        Update-Board $run
        Write-FlashLine $run.Screen (Get-FlashFarewell $run) Green
        $FlashExit.Done
    }
    catch {
        $failure = $_.Exception
        if (-not $failure.Data.Contains('FlashExit')) {
            # A fault of ours: its place is of use, its values may be secret and are masked like everything else.
            $place = "$([IO.Path]::GetFileName($_.InvocationInfo.ScriptName)), line $($_.InvocationInfo.ScriptLineNumber)"
            $failure = [InvalidOperationException]::new("$($failure.GetType().Name) at ${place}: $($failure.Message)")
            $failure.Data['FlashExit'] = $FlashExit.Fault
            $failure.Data['FlashNext'] = 'this is a fault in flash.ps1: please report the lines above'
        }

        Write-FlashFailure $run.Screen $failure
        $failure.Data['FlashExit']
    }
    finally {
        # Also where the pipeline was stopped by Ctrl-C.
        Remove-FlashWorkspace $run.Workspace
    }
}

function New-FlashRun {
    param([string] $Root, [string] $Scripts, [Collections.IDictionary] $Environment, [hashtable] $Options)

    $screen = New-FlashScreen
    $screen.IsDryRun = [bool] $Options.IsDryRun
    @{
        Root = $Root; Scripts = $Scripts; Screen = $screen; Workspace = ''; Settings = @{}; Identity = $null; Nanoff = 'nanoff'
        Port = ''; Chip = $null; ServerUrl = ''; Image = $Options.Image; LogSeconds = $Options.LogSeconds; Target = $Options.Target
        WantedPort = $Options.Port; IsStub = $Options.IsStub; IsSkipClr = $Options.IsSkipClr; IsReset = $Options.IsReset
        IsMonitor = $Options.IsMonitor; IsInstall = $Options.IsInstall
    }
}

# Everything that can be known before the board is touched.
function Initialize-FlashRun {
    param($Run, [Collections.IDictionary] $Environment)

    if ($Run.IsReset -and $Run.IsSkipClr) {
        Stop-Flash Settings '-Reset erases the whole flash, nanoCLR too, and cannot go with -SkipClr' 'leave one of the two out'
    }

    $overrides = @{}
    if ($Run.WantedPort.Length -gt 0) { $overrides['board.port'] = $Run.WantedPort }
    if ($Run.Target.Length -gt 0) { $overrides['board.target'] = $Run.Target }
    if ($Run.Screen.IsDryRun) { Write-FlashLine $Run.Screen 'nothing is changed: -WhatIf' }
    Write-FlashStep $Run.Screen 'reading nf.config, nf.local.config and the environment'
    $Run.Settings = Read-NfSettings $Run.Root $Environment $overrides
    New-LocalConfig $Run
    Add-FlashSecret $Run.Screen $Run.Settings['wifi.password']
    if ($Run.Settings['wifi.ssid'].Length -eq 0) {
        Stop-Flash Settings 'wifi.ssid: is empty' 'write the name of a 2.4 GHz Wi-Fi network into nf.config, and its password into nf.local.config as wifi.password'
    }

    $Run.Chip = Get-ChipOfTarget $Run.Settings['board.target']
    $Run.Identity = Get-FlashIdentity $Run
    $Run.ServerUrl = $Run.Settings['server.url'].TrimEnd('/')
    if ($Run.IsStub) { $Run.ServerUrl = Get-StubUrl $Run }
    Write-FlashDetail $Run.Screen "device $($Run.Identity.LastFour), server $($Run.ServerUrl), target $($Run.Settings['board.target'])"
    Initialize-FlashTools $Run $Environment
    $Run.Workspace = New-FlashWorkspace $Run
    New-DeployFiles $Run
    Save-FlashIdentity $Run
}

function Initialize-FlashTools {
    param($Run, [Collections.IDictionary] $Environment)

    if ($Run.IsInstall) { Install-Nanoff $Run }
    $found = Find-Nanoff $Run.Root $Environment
    if ($null -ne $found) { $Run.Nanoff = $found }
    elseif (-not $Run.Screen.IsDryRun) {
        Stop-Flash Tool 'nanoff is not installed' 'run flash.ps1 -InstallTools: it installs nanoff beside this repository, for nobody else'
    }
}

# From here on the board changes.
function Update-Board {
    param($Run)

    $Run.Port = Get-FlashPort $Run
    Assert-Chip $Run
    Update-Clr $Run
    Send-Image $Run
    Confirm-Details $Run
    Send-Network $Run
    Send-Provisioning $Run
    # Before the restart: the device claims as soon as it has a network.
    if ($Run.IsStub) { Register-StubDevice $Run }
    Confirm-FirstLines $Run
}

function Update-Clr {
    param($Run)

    if ($Run.IsSkipClr) { return }
    Write-FlashStep $Run.Screen 'looking at nanoCLR'
    $version = $Run.Settings['board.clrVersion']
    $details = Read-ClrDetails $Run
    $problem = Find-ClrProblem $Run $details
    if ($Run.IsReset) { $problem = 'the whole flash is to be erased' }
    if ($null -eq $problem) {
        Write-FlashDetail $Run.Screen "nanoCLR $($details.Version) can stay"
        return
    }

    Write-FlashStep $Run.Screen "flashing nanoCLR ${version}: $problem"
    # Minimal verbosity: above it nanoff moves the cursor, which fails where its output is read. Not with --image: it would go to nanoff's own address.
    $arguments = @('--update', '--target', $Run.Settings['board.target'], '--serialport', $Run.Port, '--baud', $Run.Settings['board.baud'], '--fwversion', $version, '-v', 'm')
    if ($Run.IsReset) { $arguments += '--masserase' }
    $result = Invoke-Nanoff $Run $arguments 600
    if ($null -eq $result) { return }
    if ($result.ExitCode -ne 0) {
        Stop-Flash Clr "nanoCLR could not be flashed (nanoff ended with $($result.ExitCode))" (
            'hold the button BOOT while flash.ps1 starts; try another cable, or board.baud 115200; see that this machine reaches the internet')
    }

    # Its exit code has been 0 without a byte written (Home issue 1737).
    $details = Wait-ClrDetails $Run
    if ($null -eq $details -or $details.Version -lt [version] $version) {
        Stop-Flash Clr 'nanoff says that it flashed nanoCLR, and the board does not run it' 'press RESET on the board and run flash.ps1 again; if it stays so, run flash.ps1 -Reset'
    }
}

# A board with USB of its own takes some seconds to come back.
function Wait-ClrDetails {
    param($Run)

    foreach ($attempt in 1..4) {
        $details = Read-ClrDetails $Run
        if ($null -ne $details -or $Run.Screen.IsDryRun) { return $details }
        # 3 s where nothing else is asked for.
        if ($attempt -lt 4) { [Threading.Thread]::Sleep($Run.LogSeconds * 50) }
    }
}

function Send-Image {
    param($Run)

    Write-FlashStep $Run.Screen 'flashing the application'
    $address = '0x{0:X}' -f $Run.Chip.Address
    $result = Invoke-Nanoff $Run @('--deploy', '--target', $Run.Settings['board.target'], '--serialport', $Run.Port, '--baud', $Run.Settings['board.baud'], '--image', (Get-WorkFile $Run 'image.bin'), '--address', $address, '-v', 'm') 300
    if ($null -ne $result -and $result.ExitCode -ne 0) {
        Stop-Flash Deploy "the application could not be flashed (nanoff ended with $($result.ExitCode))" 'hold the button BOOT while flash.ps1 starts; try another cable, or board.baud 115200'
    }
}

# The board's own word for it, in place of exit codes.
function Confirm-Details {
    param($Run)

    Write-FlashStep $Run.Screen 'asking the board what it runs'
    $details = Wait-ClrDetails $Run
    if ($Run.Screen.IsDryRun) { return }
    if ($null -eq $details) { Stop-Flash Details 'the board does not answer after it was flashed' 'press RESET on the board and run flash.ps1 again' }
    if ($details.Assemblies -notcontains 'TeddyFirmware') {
        Stop-Flash Details 'the board runs nanoCLR, but not the application' (
            'press RESET and run flash.ps1 again; if it stays so, nanoCLR and the packages of the application do not fit: see board.clrVersion')
    }

    $problem = Find-ClrProblem $Run $details
    if ($null -eq $problem) { return }
    if ($Run.IsSkipClr -or $details.Version -ge [version] $Run.Settings['board.clrVersion']) { Write-FlashWarning $Run.Screen $problem }
    else { Stop-Flash Details $problem 'run flash.ps1 again; if it stays so, run flash.ps1 -Reset' }
}

function Send-Network {
    param($Run)

    Write-FlashStep $Run.Screen 'writing the Wi-Fi settings and the CA bundle'
    $result = Invoke-Nanoff $Run @('--networkdeployment', (Get-WorkFile $Run 'network.json'), '--serialport', $Run.Port, '-v', 'n')
    if ($null -eq $result) { return }
    # A bare OK after each of the three; an exception inside may leave the exit code at 0.
    $done = @($result.Lines | Where-Object { $_ -match '\AUpdating .*\.\.\.\s*OK\s*\z' }).Count
    if ($result.ExitCode -ne 0 -or $done -lt 3) {
        Stop-Flash Network "the board took $done of 3 network settings (nanoff ended with $($result.ExitCode))" 'press RESET on the board and run flash.ps1 again'
    }
}

function Send-Provisioning {
    param($Run)

    Write-FlashStep $Run.Screen 'writing the provisioning file'
    $result = Invoke-Nanoff $Run @('--filedeployment', (Get-WorkFile $Run 'files.json'), '--serialport', $Run.Port, '-v', 'n')
    if ($null -eq $result) { return }
    # Its exit code is 0 whatever becomes of the files; only the text tells.
    $done = @($result.Lines | Where-Object { $_ -match '\ADeploying file .*provision\.json\.\.\.\s*OK\s*\z' }).Count
    if ($result.ExitCode -ne 0 -or $done -ne 1) {
        Stop-Flash Provisioning "the board did not take its provisioning file (nanoff ended with $($result.ExitCode))" 'press RESET on the board and run flash.ps1 again'
    }
}

function Get-FlashFarewell {
    param($Run)

    if ($Run.Screen.IsDryRun) { return 'nothing was changed' }
    "done: device $($Run.Identity.LastFour) is flashed; it connects to the Wi-Fi and claims at $($Run.ServerUrl) (flash.ps1 -SkipClr -Monitor shows it)"
}
