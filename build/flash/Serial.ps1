# The board's log on its serial port.

# nanoCLR's own speed, whatever the board is flashed with (nf-interpreter, targets/ESP32/_include/WireProtocol_Uart_Pins.h).
$ConsoleBaud = 921600

function Open-FlashSerial {
    param($Run)

    # Comes with Windows PowerShell and with PowerShell 7.
    $type = 'System.IO.Ports.SerialPort' -as [type]
    if ($null -eq $type) {
        Stop-Flash Log 'this PowerShell cannot open serial ports' 'use Windows PowerShell 5.1 or PowerShell 7; the board is flashed, but nothing has looked at its log'
    }

    $clock = [Diagnostics.Stopwatch]::StartNew()
    while ($true) {
        # Not the constructor's overloads: properties are the same everywhere.
        $serial = $type::new()
        try {
            $serial.PortName = $Run.Port
            $serial.BaudRate = $ConsoleBaud
            $serial.Encoding = [Text.Encoding]::UTF8
            $serial.DtrEnable = $false
            $serial.RtsEnable = $true
            $serial.Open()
            return $serial
        }
        catch {
            $serial.Dispose()
            # A board with USB of its own comes back some seconds after a reset.
            if ($clock.Elapsed.TotalSeconds -gt [Math]::Min(10, $Run.LogSeconds)) {
                Stop-Flash Log "the serial port $($Run.Port) cannot be opened ($($_.Exception.GetBaseException().GetType().Name))" (
                    'close every program that has it open; on Linux join the group dialout')
            }

            [Threading.Thread]::Sleep(250)
        }
    }
}

# RTS holds the chip in reset and DTR high lets it start from flash: what development boards wire up (and esptool relies on).
function Reset-Board {
    param($Serial)

    [Threading.Thread]::Sleep(100)
    $Serial.DiscardInBuffer()
    $Serial.RtsEnable = $false
}

# The next whole lines that have come; none where nothing is there yet.
function Read-SerialLines {
    param($Serial, $Buffer)

    $part = $Serial.ReadExisting()
    if ($part.Length -eq 0) {
        [Threading.Thread]::Sleep(50)
        return
    }

    [void] $Buffer.Append($part)
    $text = $Buffer.ToString()
    $end = $text.LastIndexOf("`n")
    if ($end -lt 0) {
        # A wrong speed gives bytes without end.
        if ($text.Length -gt 4096) { [void] $Buffer.Clear() }
        return
    }

    [void] $Buffer.Clear().Append($text.Substring($end + 1))
    $text.Substring(0, $end).Split("`n") | ForEach-Object { $_.Trim("`r", [char] 0) } | Where-Object { $_.Trim().Length -gt 0 }
}

# Columns of the firmware's log: seconds, level, area, text (Diagnostics/Log.cs).
function Write-BoardLine {
    param($Run, [string] $Line)

    $colour = [ConsoleColor]::DarkGray
    if ($Line -match '\A\s*\d+\.\d{3} (info |warn |error)') {
        $colour = @{ 'info ' = [ConsoleColor]::Gray; 'warn ' = [ConsoleColor]::Yellow; 'error' = [ConsoleColor]::Red }[$Matches[1]]
        if ($Line -match ' (claim    status=200|session  open )') { $colour = [ConsoleColor]::Green }
    }

    Write-FlashLine $Run.Screen "   | $Line" $colour
}

# What a line means for this run: 'done', 'failed', or nothing yet.
function Get-LineVerdict {
    param($Run, [string] $Line)

    if ($Line -match 'Firmware version does not match managed code version') {
        Stop-Flash Log 'nanoCLR refuses the application: its native code is of another version' (
            'set board.clrVersion to the nanoCLR that belongs to packages.config, or update the packages, build again, and run flash.ps1')
    }

    if ($Line -match ' error settings (.*)') {
        Stop-Flash Log "the firmware refuses its settings: $($Matches[1].Trim())" 'mend nf.config, then run flash.ps1 again'
    }

    if ($Line -match ' info  settings device=(\S+) server=(\S+)') {
        if ($Matches[1] -eq $Run.Identity.LastFour -and $Matches[2].TrimEnd('/') -eq $Run.ServerUrl) { return 'done' }
        Stop-Flash Log "the board has kept other settings: device $($Matches[1]), server $($Matches[2])" 'run flash.ps1 -Reset'
    }
}

# Restarts the board and reads until it says who it is. Without that, nothing has shown that the files are where they belong:
# nanoff's exit code for files is always 0.
function Confirm-FirstLines {
    param($Run)

    Write-FlashStep $Run.Screen 'restarting the board and reading its first log lines'
    if ($Run.Screen.IsDryRun) { return }
    $serial = Open-FlashSerial $Run
    try {
        Reset-Board $serial
        $buffer = [Text.StringBuilder]::new()
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $count = 0
        $verdict = $null
        while ($verdict -ne 'done' -and $clock.Elapsed.TotalSeconds -lt $Run.LogSeconds) {
            foreach ($line in @(Read-SerialLines $serial $buffer)) {
                $count++
                Write-BoardLine $Run $line
                if ($verdict -ne 'done') { $verdict = Get-LineVerdict $Run $line }
            }
        }

        if ($verdict -ne 'done') { Stop-SilentBoard $Run $count }
        if ($Run.IsMonitor) { Show-BoardLog $Run $serial $buffer }
    }
    finally {
        $serial.Dispose()
    }
}

function Stop-SilentBoard {
    param($Run, [int] $Count)

    if ($Count -eq 0) {
        Stop-Flash Log "the board said nothing within $($Run.LogSeconds) s" 'press its RESET button and run flash.ps1 -SkipClr -Monitor; a board without auto-reset needs that every time'
    }

    Stop-Flash Log "the board did not say who it is within $($Run.LogSeconds) s" 'read the lines above; then run flash.ps1 -Monitor to see more of them'
}

# Until Ctrl-C.
function Show-BoardLog {
    param($Run, $Serial, $Buffer)

    Write-FlashStep $Run.Screen 'following the log; Ctrl-C leaves'
    while ($true) {
        foreach ($line in @(Read-SerialLines $Serial $Buffer)) { Write-BoardLine $Run $line }
    }
}
