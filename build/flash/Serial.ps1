# The board's log on its serial port.

# Opens the port at the speed of the target's log. With RTS the chip is held in reset until Reset-Board lets it go.
function Open-FlashSerial {
    param($Run, [switch] $InReset, [int] $PatienceSeconds = 10, [int] $Baud = (Get-ConsoleBaud $Run))

    $type = Get-SerialType
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while ($true) {
        # Not the constructor's overloads: properties are the same everywhere.
        $serial = $type::new()
        try {
            $serial.PortName = $Run.Port
            $serial.BaudRate = $Baud
            $serial.Encoding = [Text.Encoding]::UTF8
            # What comes while the stub is told must not be lost.
            $serial.ReadBufferSize = 65536
            $serial.RtsEnable = $InReset.IsPresent
            # On Windows a USB port of the chip's own passes RTS on with the next write of DTR only (usbser.sys).
            $serial.DtrEnable = $false
            $serial.Open()
            return $serial
        }
        catch {
            $serial.Dispose()
            $isThere = Resume-BoardPort $Run
            if ($clock.Elapsed.TotalSeconds -ge $PatienceSeconds) {
                if (-not $isThere) { Stop-PortGone $Run }
                Stop-Flash Log "the serial port $($Run.Port) cannot be opened ($($_.Exception.GetBaseException().GetType().Name))" $PortAdvice
            }

            [Threading.Thread]::Sleep(250)
        }
    }
}

function Get-ConsoleBaud {
    param($Run)

    if ($null -eq $Run.Target) { return $ConsoleBaud }
    $Run.Target.Baud
}

# RTS holds the chip in reset and DTR high lets it start from flash: what development boards wire up (and esptool relies on).
function Reset-Board {
    param($Serial)

    $Serial.DtrEnable = $false
    [Threading.Thread]::Sleep(100)
    $Serial.DiscardInBuffer()
    $Serial.RtsEnable = $false
    $Serial.DtrEnable = $false
}

# Restarts the board, with its port open from the first byte on.
function Start-BoardLog {
    param($Run)

    Wait-BoardPort $Run
    [void] $Run.Unread.Clear()
    $Run.Serial = Open-FlashSerial $Run -InReset -PatienceSeconds ([Math]::Min(10, $Run.LogSeconds))
    Reset-Board $Run.Serial
}

# For a board whose RTS leads nowhere.
function Write-ResetRequest {
    param($Run)

    Write-FlashLine $Run.Screen '   >> the board does not start: press its button RESET (EN) shortly, now' Yellow
}

# The next whole lines of the board; one that goes away meanwhile is waited for.
function Read-BoardLines {
    param($Run, [int] $PatienceSeconds = (Get-PortPatience $Run))

    try {
        Read-SerialLines $Run.Serial $Run.Unread
    }
    catch [Management.Automation.PipelineStoppedException] { throw }
    catch {
        Write-FlashWarning $Run.Screen "the board is gone: where it was unplugged plug it in again, this goes on then"
        $Run.Serial.Dispose()
        $Run.Serial = Open-FlashSerial $Run -PatienceSeconds $PatienceSeconds
        Write-FlashDetail $Run.Screen 'it is back'
    }
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
    foreach ($line in $text.Substring(0, $end).Split([char[]] "`n`r")) {
        $shown = Get-ReadableLine $line.Trim([char] 0)
        if ($shown.Trim().Length -gt 0) { $shown }
    }
}

# The chip's own start-up text comes at another speed, as garbage before the first line and in lines of its own.
function Get-ReadableLine {
    param([string] $Line)

    if ($Line -match '[\x00-\x06\x0E-\x1A\uFFFD]') {
        $found = [regex]::Match($Line, '\s*\d+\.\d{3} (info |warn |error) .*\z')
        if (-not $found.Success) { return '' }
        return $found.Value
    }

    $Line
}

# A method in a stack trace as the source has it: in the image its name is short (ReferenceAssemblies/Image/ShortNames.cs).
function Get-NamedLine {
    param($Run, [string] $Line)

    $found = [regex]::Match($Line, '\+\+\+\+ (\S+::\S+) \[IP: ')
    if (-not $found.Success) { return $Line }
    if ($null -eq $Run.Names) { $Run.Names = Read-ImageNames $Run }
    $method = $found.Groups[1].Value
    if ($Run.Names.ContainsKey($method)) { return $Line.Replace($method, "$($Run.Names[$method]) ($method)") }
    $Line
}

# The file beside the image that was flashed or, where this run flashed none, that was built last. An image of Visual Studio has none, and its own names.
function Read-ImageNames {
    param($Run)

    $image = $Run.Image
    if ($image.Length -eq 0) { $image = Get-ReleaseImage $Run }
    $names = [Collections.Generic.Dictionary[string, string]]::new()
    $file = [IO.Path]::ChangeExtension($image, '.names')
    if ([IO.File]::Exists($file)) {
        foreach ($line in [IO.File]::ReadAllLines($file)) {
            $pair = $line.Split(' ')
            if ($pair.Length -eq 2) { $names[$pair[0]] = $pair[1] }
        }
    }

    , $names
}

# Columns of the firmware's log: seconds, level, area, text (Diagnostics/Log.cs).
function Write-BoardLine {
    param($Run, [string] $Line)

    $colour = [ConsoleColor]::Gray
    if ($Line -match '\A\s*\d+\.\d{3} (warn |error)') {
        $colour = @{ 'warn ' = [ConsoleColor]::Yellow; 'error' = [ConsoleColor]::Red }[$Matches[1]]
    }
    elseif ($Line -match ' (claim    status=200|session  open )') { $colour = [ConsoleColor]::Green }

    Write-FlashLine $Run.Screen "   | $(Get-NamedLine $Run $Line)" $colour
}

# What a line means for this run: 'done', or nothing yet. Ends the run where the line says no.
function Get-LineVerdict {
    param($Run, [string] $Line)

    if ($Line -match 'Firmware version does not match managed code version') {
        Stop-Flash Log 'nanoCLR refuses the application: its native code is of another version' (
            'set board.clrVersion to the nanoCLR that belongs to packages.config, or update the packages, and run flash.ps1')
    }

    if ($Line -match '\bcrash class=(\S+)') {
        Stop-Flash Log "the firmware fails and restarts the board ($($Matches[1]))" "see its lines with $(Get-FlashCommand $Run @('-Monitor') $MonitorLeavesOut), and report them"
    }

    # nanoCLR's own words after an exception that nobody caught, or a Main that has returned.
    if ($Line -match 'Waiting for debug commands') {
        Stop-Flash Log 'the application has ended' "the lines above say with what; report them, and run $(Get-FlashCommand $Run @('-Reset')) if it stays so"
    }

    # flash.ps1 has checked every setting, so the file is not the one that was sent.
    if ($Line -match ' error settings (.*)') {
        Stop-Flash Log "the board did not get its settings whole: $($Matches[1].Trim())" "run $(Get-FlashCommand $Run); if it stays so, $(Get-FlashCommand $Run @('-Reset'))"
    }

    if ($Line -notmatch ' info  settings device=(\S+) server=(\S+)(?: fingerprint=(\S+))?') { return }
    $device, $server, $shown = $Matches[1], $Matches[2], $Matches[3]
    if ($null -eq $shown) { Stop-Flash Log 'the application is older than this flash.ps1: it does not say what settings it has' 'leave out -Image: flash.ps1 then builds the right one' }
    $problem = Find-FingerprintProblem $Run $shown
    if ($device -ne $Run.Identity.LastFour -or $server.TrimEnd('/') -ne $Run.ServerUrl) { $problem = "other settings: device $device, server $server" }
    if ($null -eq $problem) { return 'done' }
    Stop-Flash Log "the board has kept $problem" "run $(Get-FlashCommand $Run); if it stays so, $(Get-FlashCommand $Run @('-Reset'))"
}

# A board that restarts has said so by then.
$RestartSeconds = 5

# Restarts the board and reads until it says who it is. Without that, nothing has shown that the files are where they belong:
# nanoff's exit code for files is always 0.
function Confirm-FirstLines {
    param($Run)

    Write-FlashStep $Run.Screen 'restarting the board and reading its first log lines'
    Start-BoardLog $Run
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $count = 0
    $isStarted = $false
    $isDone = $false
    while (-not $isDone -and $clock.Elapsed.TotalSeconds -lt $Run.LogSeconds) {
        foreach ($line in @(Read-BoardLines $Run)) {
            $count++
            Write-BoardLine $Run $line
            $isStarted = $isStarted -or $line -match ' boot     start '
            if (-not $isDone) { $isDone = (Get-LineVerdict $Run $line) -eq 'done' }
        }

        if ($isStarted -or $clock.Elapsed.TotalSeconds -lt $RestartSeconds) { continue }
        Write-ResetRequest $Run
        $isStarted = $true
    }

    if (-not $isDone) { Stop-SilentBoard $Run $count }
}

function Stop-SilentBoard {
    param($Run, [int] $Count)

    $listen = Get-FlashCommand $Run @('-Monitor') $MonitorLeavesOut
    if ($Count -eq 0) {
        Stop-Flash Log "the board said nothing that can be read within $($Run.LogSeconds) s" "run $listen and press the button RESET: a board without auto-reset needs that every time"
    }

    Stop-Flash Log "the board did not say who it is within $($Run.LogSeconds) s" "read the lines above; $listen shows all that come from the first on: press RESET then"
}

# Listens until Ctrl-C, from the first byte. A board that is unplugged is waited for.
function Watch-Board {
    param($Run)

    Write-FlashStep $Run.Screen "following the log of $($Run.Port); Ctrl-C leaves"
    while ($true) {
        foreach ($line in @(Read-BoardLines $Run -PatienceSeconds 86400)) { Write-BoardLine $Run $line }
    }
}
