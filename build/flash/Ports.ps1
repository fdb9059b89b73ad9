# Serial ports: which there are, and what is known of each.

# Comes with Windows PowerShell and with PowerShell 7.
function Get-SerialType {
    $type = 'System.IO.Ports.SerialPort' -as [type]
    if ($null -eq $type) { Stop-Flash Port 'this PowerShell cannot open serial ports' 'use Windows PowerShell 5.1 or PowerShell 7' }
    $type
}

function Get-SerialPortNames {
    $all = @((Get-SerialType)::GetPortNames())
    [Array]::Sort($all)
    $all
}

function Find-FlashPort {
    param($Run)

    Write-FlashStep $Run.Screen 'looking for the board'
    $all = @(Get-SerialPortNames)
    $wanted = $Run.Settings['board.port']
    $Run.Port = if ($wanted -ne 'auto') { Select-NamedPort $Run $all $wanted } else { Select-OnlyPort $Run $all }
    Save-PortTrace $Run
}

# What is known of the board's port, so that it is found again where it comes back under another name.
function Save-PortTrace {
    param($Run)

    $name = Get-RealPortName $Run.Port
    # A board that is a serial adapter now may be a loader the next time: each is known by its own links.
    $Run.PortLinks = @($Run.PortLinks) + @(Get-PortLinks $Run.Port)
    $Run.OtherPorts = @(Get-SerialPortNames | Where-Object { [IO.Path]::GetFileName($_) -ne $name })
}

# The board's port under another name, or nothing: the new one that shares a link with it; where the system keeps no links, the only
# new one (on Windows another number comes with another product alone, so there is nothing that both would have).
function Find-MovedPort {
    param($Run)

    $new = @(Get-SerialPortNames | Where-Object { $Run.OtherPorts -notcontains $_ -and (Test-BoardPort $_) })
    if ($Run.PortLinks.Count -eq 0) {
        if ($new.Count -eq 1) { $new[0] }
        return
    }

    foreach ($port in $new) {
        if (@(Get-PortLinks $port | Where-Object { $Run.PortLinks -contains $_ }).Count -gt 0) { return $port }
    }
}

# True where the board's port is there, under its name or, from now on, another.
function Resume-BoardPort {
    param($Run)

    if (Test-PortIsThere $Run.Port) { return $true }
    $moved = Find-MovedPort $Run
    if ($null -eq $moved) { return $false }
    Write-FlashDetail $Run.Screen "the board is at $moved now"
    $Run.Port = $moved
    if (@($Run.Given.Keys) -contains 'Port') { $Run.Given['Port'] = $moved }
    Save-PortTrace $Run
    $true
}

# A board with USB of its own takes its port away at a reset, and brings it back some seconds later.
function Wait-BoardPort {
    param($Run)

    $Run.PortSeen = [Diagnostics.Stopwatch]::StartNew()
    if (Resume-BoardPort $Run) { return }
    $seconds = Get-PortPatience $Run
    Write-FlashDetail $Run.Screen "$($Run.Port) has gone: waiting up to $seconds s for the board to come back, under this name or another"
    while ($Run.PortSeen.Elapsed.TotalSeconds -lt $seconds) {
        [Threading.Thread]::Sleep(100)
        if (Resume-BoardPort $Run) { return }
    }

    Stop-PortGone $Run
}

function Get-PortPatience {
    param($Run)

    [Math]::Min($PortPatienceSeconds, $Run.LogSeconds)
}

function Stop-PortGone {
    param($Run)

    Stop-Flash Port "the port $($Run.Port) is gone: was the board unplugged?" "plug it in, with another cable or socket where that happens by itself, and run $(Get-FlashCommand $Run)"
}

function Test-PortIsThere {
    param([string] $Port)

    @(Get-SerialPortNames) -contains $Port -or ([Environment]::OSVersion.Platform -ne 'Win32NT' -and [IO.File]::Exists($Port))
}

# While nanoff runs: it waits for ever for a port that has gone, also where the board is back at another.
function Test-PortIsLost {
    param($Run)

    if (Test-PortIsThere $Run.Port) {
        $Run.PortSeen = [Diagnostics.Stopwatch]::StartNew()
        return $false
    }

    $seconds = Get-PortPatience $Run
    # A third of it for nanoff to end by itself.
    if ($null -ne (Find-MovedPort $Run)) { $seconds /= 3 }
    $Run.PortSeen.Elapsed.TotalSeconds -gt $seconds
}

# Opened once before anything is asked: nanoff says of a port that it may not open what it says of a silent board.
function Assert-PortOpens {
    param($Run)

    try {
        (Open-FlashSerial $Run -PatienceSeconds 0).Dispose()
    }
    catch {
        if (-not $_.Exception.Data.Contains('FlashExit')) { throw }
        $_.Exception.Data['FlashExit'] = $FlashExit.Port
        throw
    }
}

$NoPortAdvice = 'plug the board in with a cable that carries data; install the driver of its USB chip (CP210x or CH340); on Linux join the group dialout'

function Select-NamedPort {
    param($Run, [string[]] $All, [string] $Wanted)

    if ($All -contains $Wanted) { return $Wanted }
    # Links such as /dev/serial/by-id/usb-... are in no list, and can be opened as well.
    if ([Environment]::OSVersion.Platform -ne 'Win32NT' -and [IO.File]::Exists($Wanted)) { return $Wanted }
    if ($All.Count -eq 0) { Stop-Flash Port "there is no serial port $Wanted, nor any other" $NoPortAdvice }
    Stop-Flash Port "there is no serial port $Wanted" "there is $($All -join ', '); name it with -Port, or set board.port to auto"
}

function Select-OnlyPort {
    param($Run, [string[]] $All)

    $likely = @($All | Where-Object { Test-BoardPort $_ })
    if ($likely.Count -eq 0) { $likely = @($All) }
    if ($likely.Count -eq 1) {
        Write-FlashDetail $Run.Screen "$($likely[0])  $(Get-PortNote $likely[0])"
        return $likely[0]
    }

    if ($likely.Count -eq 0) {
        Stop-Flash Port 'no serial port was found' $NoPortAdvice
    }

    $best = $likely[0]
    foreach ($port in $likely) {
        $note = Get-PortNote $port
        # One that came by USB is the likelier board.
        if ($note.Length -gt 0 -and (Get-PortNote $best).Length -eq 0) { $best = $port }
        Write-FlashLine $Run.Screen "   $port  $note" White
    }

    Stop-Flash Port 'there are several serial ports' "name the board's: $(Get-FlashCommand $Run @('-Port', $best) @('Port'))"
}

# Built-in serial ports and Bluetooth are no boards; macOS lists each device twice, and only cu. can be opened without a carrier.
function Test-BoardPort {
    param([string] $Port)

    $name = [IO.Path]::GetFileName($Port)
    $name -notmatch '\A(ttyS\d|ttyAMA|tty\.|cu\.Bluetooth|cu\.debug)'
}

# What the system knows of a port, or nothing.
function Get-PortNote {
    param([string] $Port)

    try {
        if ([Environment]::OSVersion.Platform -eq 'Win32NT') { return Get-WindowsPortNote $Port }
        $links = @(Get-PortLinks $Port)
        if ($links.Count -gt 0) { return $links[0] }
    }
    catch {
        # Only a hint: a machine that does not give it still has the port.
        return ''
    }

    # Where nothing keeps such links, the name tells.
    if ([IO.Path]::GetFileName($Port) -match '\A(ttyUSB|ttyACM|cu\.(usb|SLAB|wch))') { return 'USB' }
    ''
}

# Where Linux keeps names of what came by USB: by maker, product and serial number, and by socket (systemd, 60-serial.rules).
$SerialLinks = '/dev/serial/by-id', '/dev/serial/by-path'

# The names by which the system knows what is at a port, whatever the port is called.
function Get-PortLinks {
    param([string] $Port)

    $name = Get-RealPortName $Port
    foreach ($folder in $SerialLinks) {
        if (-not [IO.Directory]::Exists($folder)) { continue }
        foreach ($link in [IO.Directory]::GetFiles($folder)) {
            if ((Get-RealPortName $link) -eq $name) { [IO.Path]::GetFileName($link) }
        }
    }
}

# COM5, ttyUSB0; of a link what it leads to in the end.
function Get-RealPortName {
    param([string] $Port)

    $name = [IO.Path]::GetFileName($Port)
    if ([Environment]::OSVersion.Platform -eq 'Win32NT') { return $name }
    try {
        $target = [IO.FileInfo]::new($Port).ResolveLinkTarget($true)
        if ($null -ne $target) { $name = $target.Name }
    }
    catch [IO.IOException] {
        # It has gone.
        return $name
    }

    $name
}

# Plug and play keeps "USB-SERIAL CH340 (COM5)" as the friendly name of what is under Enum\USB and Enum\FTDIBUS.
function Get-WindowsPortNote {
    param([string] $Port)

    foreach ($bus in 'USB', 'FTDIBUS') {
        $root = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey("SYSTEM\CurrentControlSet\Enum\$bus")
        if ($null -eq $root) { continue }
        foreach ($device in $root.GetSubKeyNames()) {
            $key = $root.OpenSubKey($device)
            foreach ($instance in $key.GetSubKeyNames()) {
                $name = [string] $key.OpenSubKey($instance).GetValue('FriendlyName')
                if ($name.EndsWith("($Port)")) { return $name }
            }
        }
    }

    ''
}
