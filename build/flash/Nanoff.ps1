# The one way to nanoff: its own faults are tried again, its chatter is kept back, its reasons are read from its text.

# The version whose behaviour the other files rely on: older ones have said OK without flashing (Home issue 1737).
$NanoffVersion = '2.5.162'

# Which nanoff and nanoCLR understand each other, the first row that fits counts; '*' is any. Storage operations changed on
# 27 July 2026 on both sides (nf-debugger 396, nf-interpreter 3502): across that line a file lands under a mangled name, with OK.
$PairTable = @(
    @{ Nanoff = '*', '2.5.161'; Clr = '*', '*'; Problem = 'it has said OK without flashing, and does not know the storage of today'; Next = 'run flash.ps1 -InstallTools' }
    @{ Nanoff = '2.5.162', '*'; Clr = '*', '1.17.0.257'; Problem = 'files would land under other names, with OK'; Next = 'set board.clrVersion to 1.17.0.334, and leave out -SkipClr' }
    @{ Nanoff = '2.5.162', '*'; Clr = '1.17.0.258', '*'; Problem = ''; Next = '' }
)

$PortAdvice = 'close every program that has the port open (Device Explorer, a serial monitor); on Linux your user must be in the group that owns it: sudo usermod -aG dialout $USER, then log in again'
$WireAdvice = 'press RESET on the board and see that no other program has its port, then run flash.ps1 again'
$LoaderAdvice = 'close every program that has the port open; try another cable; a board without auto-reset: set board.baud to 115200, hold the button BOOT, press RESET shortly, and run flash.ps1 then'

# What to do for each of nanoff's codes (nanoFirmwareFlasher.Library/ExitCodes.cs).
$NanoffAdvice = @{
    E2000 = $WireAdvice
    E2001 = $WireAdvice
    E2002 = 'the board runs nanoCLR, but not the application: run flash.ps1 -Monitor and press RESET, the log says why'
    E2003 = $WireAdvice
    E4000 = $LoaderAdvice
    E4001 = 'the chip needs at least 4 MB of flash'
    E4002 = 'try another cable, or board.baud 115200'
    E4003 = 'try another cable, or board.baud 115200'
    E4004 = 'try another cable, or board.baud 115200'
    E4005 = $PortAdvice
    E6000 = $PortAdvice
    E6002 = $PortAdvice
    E7000 = 'nanoff does not know this chip: run flash.ps1 -InstallTools'
    E9000 = 'this nanoff takes other arguments than flash.ps1 knows: run flash.ps1 -InstallTools'
    E9005 = 'there is no nanoCLR of this name: see board.target, and the list by nanoff --listtargets --platform esp32'
    E9006 = 'see that there is room in your home folder, and that you may write to it'
    E9007 = 'nanoCLR could not be downloaded: see that this machine reaches the internet, and that board.target and board.clrVersion exist (nanoff --listtargets --platform esp32)'
}

# A bare OK or nothing where the board is well; these are also what nanoff's own race says (nf-debugger starts to listen before
# it is ready), so they are believed only when they come back.
$NanoffTransient = 'E2000', 'E2001', 'E2003'
$NanoffAttempts = 5
$NanoffPatienceSeconds = 90
# A board with USB of its own is away for some seconds after each reset.
$PortPatienceSeconds = 15

# Every call of nanoff with the board's port: shown, run, and run again where its own fault may be the reason, or where the board has
# come back at another port meanwhile. IsHopeless is asked after a try that failed so. Returns @{ ExitCode; Lines; Error; Reason }.
function Invoke-Nanoff {
    param($Run, [string[]] $Arguments, [int] $TimeoutSeconds = 120, [scriptblock] $IsHopeless = { $false })

    $clock = [Diagnostics.Stopwatch]::StartNew()
    $isTold = $false
    $shown = ''
    foreach ($attempt in 1..$NanoffAttempts) {
        Wait-BoardPort $Run
        $all = $Arguments + @('--serialport', $Run.Port, '--suppressnanoffversioncheck')
        if ($shown -ne $Run.Port) { Write-FlashCommand $Run 'nanoff' $all }
        $shown = $Run.Port
        $result = Invoke-NanoffOnce $Run $all $TimeoutSeconds
        $isMoved = $result.ExitCode -ne 0 -and -not (Test-PortIsThere $Run.Port) -and $null -ne (Find-MovedPort $Run)
        $isTransient = $NanoffTransient -contains $result.Error -and $result.Reason -notmatch 'not supported'
        if ($attempt -eq $NanoffAttempts -or -not ($isMoved -or $isTransient)) { return $result }
        if ($isMoved) { continue }
        if ($clock.Elapsed.TotalSeconds -gt $NanoffPatienceSeconds -or (& $IsHopeless)) { return $result }
        if ($isTold) { continue }
        $isTold = $true
        Write-FlashDetail $Run.Screen "nanoff does not reach the board ($($result.Error)): often a fault of its own, so up to $NanoffAttempts tries; a board without auto-reset needs its button RESET now"
    }
}

function Invoke-NanoffOnce {
    param($Run, [string[]] $Arguments, [int] $TimeoutSeconds)

    # nanoff is made for .NET 8 and does not start by itself where there is only a newer one.
    $environment = @{ DOTNET_ROLL_FORWARD = 'Major' }
    try {
        $result = Invoke-Tool $Run.Nanoff $Arguments $TimeoutSeconds -Environment $environment -OnLine {
            param($line)
            if ($line -match 'Hold down the BOOT') {
                Write-FlashLine $Run.Screen '   >> hold the button BOOT (FLASH, IO0) of the board now; without auto-reset press RESET (EN) shortly while you hold it' Yellow
            }
        } -IsHopeless { Test-PortIsLost $Run }
    }
    catch [ComponentModel.Win32Exception] {
        Stop-Flash Tool "$($Run.Nanoff) does not start" "run $(Get-FlashCommand $Run @('-InstallTools'))"
    }

    $text = $result.Lines -join "`n"
    if ($text -match 'You must install (or update )?\.NET') {
        Stop-Flash Tool 'nanoff needs .NET 8 or newer, which is not on this machine' 'install the .NET SDK from https://dot.net, then run flash.ps1 again'
    }

    # Its exit code is modulo 256 on Linux and macOS: the text has the whole of it.
    $found = [regex]::Match($text, '(?m)(?:Error |^)(E\d{4})\b[^\r\n]*')
    $result.Error = $found.Groups[1].Value
    $result.Reason = $found.Value.Trim()
    $result
}

# Ends the run with what nanoff said, and with the advice for its code.
function Stop-Nanoff {
    param($Run, [string] $Code, [string] $Problem, $Result, [string] $Next = '')

    $said = $Result.Reason
    if ($said.Length -eq 0) {
        $last = @($Result.Lines | Where-Object { $_ -notmatch '\A\s*(-|No operation was performed|Copyright|\.NET nanoFramework)' })
        if ($last.Count -gt 0) { $said = $last[-1].Trim() }
    }

    if ($said.Length -gt 0) { Write-FlashDetail $Run.Screen "nanoff: $said" }
    $reason = $Result.Error
    if ($reason.Length -eq 0) { $reason = "it ended with $($Result.ExitCode)" }
    if ($NanoffAdvice.ContainsKey($Result.Error)) { $Next = $NanoffAdvice[$Result.Error] }
    if ($said -match '(?i)access to the (port|path)|permission denied') { $Next = $PortAdvice }
    if (($Result.Lines -join "`n") -match 'Error (uploading|deploying)') { $Next = "press RESET and run $(Get-FlashCommand $Run); if it stays so, the board's storage is full or damaged: $(Get-FlashCommand $Run @('-Reset'))" }
    if ($said -match 'MD5 of file') { $Next = 'set board.baud to 460800, then 115200; try another cable; if it stays so, the flash of this board is worn out' }
    if ($Next.Length -eq 0) { $Next = $LoaderAdvice }
    # nanoff does not tell a port that is gone from a board that is silent.
    if (-not (Test-PortIsThere $Run.Port)) { Stop-PortGone $Run }
    Stop-Flash $Code "$Problem (nanoff: $reason)" $Next
}

function Read-NanoffVersion {
    param($Run, $Lines)

    $found = [regex]::Match($Lines -join "`n", 'Firmware Flasher v(\d+\.\d+\.\d+)')
    if (-not $found.Success) {
        Stop-Flash Tool "$($Run.Nanoff) does not say what version of nanoff it is" "run $(Get-FlashCommand $Run @('-InstallTools'))"
    }

    $Run.NanoffVersion = [version] $found.Groups[1].Value
}

# Refuses a nanoff and a nanoCLR that do not understand each other, before anything is flashed.
function Assert-Pair {
    param($Run, $ClrVersion)

    $row = Find-PairRow $Run.NanoffVersion ([version] $ClrVersion)
    if ($row.Problem.Length -gt 0) {
        Stop-Flash Tool "nanoff $($Run.NanoffVersion) and nanoCLR $ClrVersion do not work together: $($row.Problem)" $row.Next
    }
}

function Find-PairRow {
    param([version] $Nanoff, [version] $Clr)

    @($PairTable | Where-Object { (Test-InRange $Nanoff $_.Nanoff) -and (Test-InRange $Clr $_.Clr) })[0]
}

function Test-InRange {
    param([version] $Version, [string[]] $Range)

    ($Range[0] -eq '*' -or $Version -ge [version] $Range[0]) -and ($Range[1] -eq '*' -or $Version -le [version] $Range[1])
}
