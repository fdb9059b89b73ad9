# nanoFramework's targets of the ESP32 family: for which chips each is, what it needs, and why some cannot run this firmware.

# nanoCLR's own speed for the log (CONFIG_TARGET_SERIAL_BAUDRATE; a USB of the chip's own knows no speed).
$ConsoleBaud = 921600
# That of the loader in the chip itself.
$LoaderBaud = 115200

# Where a chip has a USB of its own, nanoCLR talks on it as soon as it is plugged in, and is deaf on the other socket
# (WireProtocol_HAL_Interface.c).
$OneCable = 'with two USB sockets plug in only one, and leave it there'
$UseWifi = 'the firmware uses its Wi-Fi, not its Ethernet'

# Revision: first revision of the chip that it starts on. Below: first one that it does not start on any more.
function New-Target {
    param([string] $Name, [string] $Chip, [double] $Revision = 0, [double] $Below = 99, [int] $Crystal = 40, [int] $Baud = $ConsoleBaud, [string] $Unfit = '', [string] $Note = '')

    @{ Name = $Name; Chip = $Chip; Revision = $Revision; Below = $Below; Crystal = $Crystal; Baud = $Baud; Unfit = $Unfit; Note = $Note }
}

# All 37 of nf-interpreter, July 2026: targets/ESP32/defconfig, and the sdkconfig in targets/ESP32/_IDF that each names (REV_MIN_n).
# Unfit is one without Cryptography, FileSystem or Wifi.
function Get-TargetTable {
    New-Target 'ESP32_REV0' 'ESP32'
    New-Target 'ESP32_REV3' 'ESP32' -Revision 3
    New-Target 'ESP32_PSRAM_REV0' 'ESP32'
    New-Target 'ESP32_PSRAM_REV3' 'ESP32' -Revision 3
    New-Target 'ESP32_PSRAM_REV3_IPV6' 'ESP32' -Revision 3
    New-Target 'ESP32_PSRAM_XTAL26_REV0' 'ESP32' -Crystal 26
    New-Target 'ESP32_BLE_REV0' 'ESP32' -Note 'its Bluetooth takes memory that the firmware could use: ESP32_REV0 has more'
    New-Target 'ESP32_BLE_REV3' 'ESP32' -Revision 3 -Note 'its Bluetooth takes memory that the firmware could use: ESP32_PSRAM_REV3 has more'
    New-Target 'ESP32_PSRAM_BLE_GenericGraphic_REV3' 'ESP32' -Revision 3
    New-Target 'ESP32_GenericDisplay_REV0' 'ESP32'
    New-Target 'ESP32_PICO' 'ESP32' -Revision 1 -Baud 115200
    New-Target 'ESP32_ETHERNET_KIT_1.2' 'ESP32' -Revision 3 -Note $UseWifi
    New-Target 'ESP32_LILYGO' 'ESP32' -Note $UseWifi
    New-Target 'ESP32_OLIMEX' 'ESP32' -Note $UseWifi
    New-Target 'ESP32_OLIMEX_WROVER' 'ESP32' -Revision 3 -Note $UseWifi
    New-Target 'ESP32_WESP32' 'ESP32' -Note $UseWifi
    New-Target 'ESP32_WT32_ETH01' 'ESP32' -Note $UseWifi
    New-Target 'ESP_WROVER_KIT' 'ESP32'
    New-Target 'LilygoTWatch2020' 'ESP32'
    New-Target 'LilygoTWatch2021' 'ESP32' -Revision 3 -Baud 115200 -Unfit 'its nanoCLR has no file system, so the device could not keep who it is; ESP32_PSRAM_REV3 is for the same chip'
    New-Target 'M5Core' 'ESP32'
    New-Target 'M5Core2' 'ESP32' -Revision 3
    New-Target 'M5Stack' 'ESP32'
    New-Target 'M5StickC' 'ESP32' -Revision 1 -Baud 115200
    New-Target 'M5StickCPlus' 'ESP32' -Baud 115200
    New-Target 'ESP32_S2' 'ESP32-S2' -Note 'on Windows its port gets another number when it changes between flashing and running: leave board.port at auto'
    New-Target 'ESP32_S3_OCTAL' 'ESP32-S3' -Note "for a PSRAM of 8 MB or more; $OneCable"
    New-Target 'ESP32_S3_QUAD' 'ESP32-S3' -Note "for a PSRAM of 2 MB, or none; $OneCable"
    New-Target 'AtomS3' 'ESP32-S3' -Unfit 'its nanoCLR has no cryptography, so the device could not prove who it is; ESP32_S3_QUAD is for the same chip'
    New-Target 'ESP32_C3' 'ESP32-C3' -Revision 0.3 -Note $OneCable
    New-Target 'ESP32_C3_BETA' 'ESP32-C3' -Revision 0.2 -Note $OneCable
    New-Target 'ESP32_C5_THREAD' 'ESP32-C5' -Note $OneCable
    New-Target 'ESP32_C6_THREAD' 'ESP32-C6' -Note $OneCable
    New-Target 'ESP32_C61' 'ESP32-C61' -Note "nanoFramework calls it a beta; $OneCable"
    New-Target 'ESP32_H2_THREAD' 'ESP32-H2' -Unfit 'the chip has no Wi-Fi'
    New-Target 'ESP32_P4' 'ESP32-P4' -Revision 3 -Note "nanoFramework calls it a beta; its Wi-Fi is an ESP32-C6 on the same board; $OneCable"
    New-Target 'ESP32_P4_REV_LESS3' 'ESP32-P4' -Below 3 -Note "nanoFramework calls it a beta; its Wi-Fi is an ESP32-C6 on the same board; $OneCable"
}

# A target by its name. One that is not known is refused with the nearest, one that cannot run the firmware with the reason.
function Find-Target {
    param([string] $Name)

    $table = @(Get-TargetTable)
    $found = $table | Where-Object { $_.Name -ceq $Name }
    if ($null -eq $found) {
        $question = ''
        $near = @(Get-NearTargets $table $Name)
        if ($near.Count -gt 0) { $question = "; did you mean $($near -join ' or ')?" }
        Stop-Flash Settings "board.target: there is no target $Name$question" (
            'set board.target to auto, and the chip decides; a target that is newer than the table in build/flash/Targets.ps1 needs a row there')
    }

    if ($found.Unfit.Length -gt 0) {
        Stop-Flash Settings "board.target: $Name cannot run this firmware: $($found.Unfit)" 'set board.target to auto, and the chip decides'
    }

    $found
}

# The names nearest to one that does not exist; none where nothing is near.
function Get-NearTargets {
    param($Table, [string] $Name)

    $ranks = foreach ($target in $Table) { New-NameRank $target.Name $Name }
    $most = 0
    foreach ($rank in $ranks) { if ($rank.Shared -gt $most) { $most = $rank.Shared } }
    # "ESP32" is in most names: one shared word says nothing, and a slip of the finger is all that is looked for.
    if ($most -lt 2) { $ranks = @($ranks | Where-Object { $_.Letters -le 2 }) }
    else { $ranks = @($ranks | Where-Object { $_.Shared -eq $most }) }
    if ($ranks.Count -eq 0) { return }
    $least = 1000000
    foreach ($rank in $ranks) { if ($rank.Distance -lt $least) { $least = $rank.Distance } }
    $near = @($ranks | Where-Object { $_.Distance -eq $least } | ForEach-Object { $_.Name })
    if ($near.Count -le 3) { $near }
}

# How a target's name compares to a wrong one: words that both begin with, letters to change, and a distance of both.
function New-NameRank {
    param([string] $Target, [string] $Name)

    $theirs = $Target.ToUpperInvariant().Split('_')
    $ours = $Name.ToUpperInvariant().Split('_')
    $shared = 0
    while ($shared -lt $theirs.Length -and $shared -lt $ours.Length -and $theirs[$shared] -ceq $ours[$shared]) { $shared++ }
    $letters = Get-NfEditDistance $Target.ToUpperInvariant() $Name.ToUpperInvariant()
    $distance = $letters
    # ESP32_S3 is the beginning of two names alike, and ESP32_C3_REV3 has the whole of ESP32_C3 in it.
    if ($shared -ge 2) {
        $distance = 100 * ($theirs.Length - $shared)
        if ($shared -lt $ours.Length -and $shared -lt $theirs.Length) { $distance += $letters }
    }

    @{ Name = $Target; Shared = $shared; Letters = $letters; Distance = $distance }
}
