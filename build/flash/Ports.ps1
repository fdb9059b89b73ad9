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

function Get-FlashPort {
    param($Run)

    Write-FlashStep $Run.Screen 'looking for the board'
    $all = @(Get-SerialPortNames)
    $wanted = $Run.Settings['board.port']
    if ($wanted -ne 'auto') { return Select-NamedPort $Run $all $wanted }
    Select-OnlyPort $Run $all
}

function Test-PortIsThere {
    param([string] $Port)

    @(Get-SerialPortNames) -contains $Port -or ([Environment]::OSVersion.Platform -ne 'Win32NT' -and [IO.File]::Exists($Port))
}

# While nanoff runs: it waits for ever for a port that has gone.
function Test-PortIsLost {
    param($Run)

    if (Test-PortIsThere $Run.Port) {
        $Run.PortSeen = [Diagnostics.Stopwatch]::StartNew()
        return $false
    }

    $Run.PortSeen.Elapsed.TotalSeconds -gt [Math]::Min($PortPatienceSeconds, $Run.LogSeconds)
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

function Select-NamedPort {
    param($Run, [string[]] $All, [string] $Wanted)

    if ($All -contains $Wanted) { return $Wanted }
    # Links such as /dev/serial/by-id/usb-... are in no list, and can be opened as well.
    if ([Environment]::OSVersion.Platform -ne 'Win32NT' -and [IO.File]::Exists($Wanted)) { return $Wanted }
    $there = 'there is none'
    if ($All.Count -gt 0) { $there = 'there is ' + ($All -join ', ') }
    Stop-Flash Port "there is no serial port $Wanted" "$there; name it with -Port, or set board.port to auto"
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
        Stop-Flash Port 'no serial port was found' (
            'plug the board in with a cable that carries data; install the driver of its USB chip (CP210x or CH340); on Linux join the group dialout')
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
        $links = '/dev/serial/by-id'
        $files = @()
        if ([IO.Directory]::Exists($links)) { $files = [IO.Directory]::GetFiles($links) }
        foreach ($link in $files) {
            # By-id links are ../../ttyUSB0; their own names say maker, product and serial number.
            if ([IO.Path]::GetFileName((Get-LinkTarget $link)) -eq [IO.Path]::GetFileName($Port)) {
                return [IO.Path]::GetFileName($link)
            }
        }
    }
    catch {
        # Only a hint: a machine that does not give it still has the port.
        return ''
    }

    # Where nothing keeps such links, the name tells.
    if ([IO.Path]::GetFileName($Port) -match '\A(ttyUSB|ttyACM|cu\.(usb|SLAB|wch))') { return 'USB' }
    ''
}

function Get-LinkTarget {
    param([string] $Link)

    [string] ([IO.FileInfo]::new($Link)).LinkTarget
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
