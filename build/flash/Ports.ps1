# Serial ports: which there are, and what is known of each.

function Get-FlashPort {
    param($Run)

    Write-FlashStep $Run.Screen 'looking for the board'
    $wanted = $Run.Settings['board.port']
    $result = Invoke-Nanoff $Run @('--listports') -Quiet
    if ($null -eq $result) {
        if ($wanted -eq 'auto') { return '<the one port that is found>' }
        return $wanted
    }

    Assert-NanoffVersion $Run $result.Lines
    if ($result.ExitCode -ne 0) {
        Stop-Flash Tool "nanoff --listports ended with $($result.ExitCode)" 'run the command by hand; if it fails there too, run flash.ps1 -InstallTools'
    }

    $all = @($result.Lines | Where-Object { $_ -match '\A  \S' } | ForEach-Object { $_.Trim() })
    if ($wanted -ne 'auto') { return Select-NamedPort $all $wanted }
    Select-OnlyPort $Run $all
}

function Select-NamedPort {
    param([string[]] $All, [string] $Wanted)

    if ($All -contains $Wanted) { return $Wanted }
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

    foreach ($port in $likely) { Write-FlashLine $Run.Screen "   $port  $(Get-PortNote $port)" White }
    Stop-Flash Port 'there are several serial ports' "name the board's: flash.ps1 -Port $($likely[0])"
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
        if (-not [IO.Directory]::Exists($links)) { return '' }
        foreach ($link in [IO.Directory]::GetFiles($links)) {
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
