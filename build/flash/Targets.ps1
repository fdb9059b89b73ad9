# nanoFramework's targets of the ESP32 family, and which of them a chip can run.

# Where the application lies, and how large it may be with 4 MB of flash (nf-interpreter, targets/ESP32/_IDF/*/partitions_nanoclr_4mb.csv):
# larger flash has more room at the same address. nanoff takes 0x1B0000 for all of them, which with an ESP32 is the middle of
# nanoCLR (Home issue 1835).
$ChipTable = @(
    @{ Chip = 'ESP32'; Address = 0x1E0000; Bytes = 0x1C0000 }
    @{ Chip = 'ESP32-S2'; Address = 0x1B0000; Bytes = 0x1F0000 }
    @{ Chip = 'ESP32-S3'; Address = 0x1B0000; Bytes = 0x1F0000 }
    @{ Chip = 'ESP32-C3'; Address = 0x1B0000; Bytes = 0x1F0000 }
    @{ Chip = 'ESP32-P4'; Address = 0x1B0000; Bytes = 0x1F0000 }
    @{ Chip = 'ESP32-C5'; Address = 0x250000; Bytes = 0x170000 }
    @{ Chip = 'ESP32-C6'; Address = 0x250000; Bytes = 0x170000 }
    @{ Chip = 'ESP32-C61'; Address = 0x250000; Bytes = 0x170000 }
    @{ Chip = 'ESP32-H2'; Address = 0x1C0000; Bytes = 0x1E0000 }
)

# nanoCLR's own speed for the log (CONFIG_TARGET_SERIAL_BAUDRATE).
$ConsoleBaud = 921600
$UsbNote = 'with two sockets use the one of USB; such a board may need RESET after flashing'

function New-Target {
    param([string] $Name, [string] $Chip, [double] $Revision = 0, [int] $Crystal = 40, [int] $Baud = $ConsoleBaud, [string] $Unfit = '', [string] $Note = '')

    @{ Name = $Name; Chip = $Chip; Revision = $Revision; Crystal = $Crystal; Baud = $Baud; Unfit = $Unfit; Note = $Note }
}

# nf-interpreter of July 2026, targets/ESP32/defconfig and the sdkconfig that each names: REV_MIN_3, crystal, speed of the log, and
# what the firmware needs (Cryptography, FileSystem, Wifi). XIAO_ESP32C3, KALUGA and FEATHER_S2 are community targets.
function Get-TargetTable {
    New-Target 'ESP32_REV0' 'ESP32'
    New-Target 'ESP32_REV3' 'ESP32' -Revision 3
    New-Target 'ESP32_PSRAM_REV0' 'ESP32'
    New-Target 'ESP32_PSRAM_REV3' 'ESP32' -Revision 3
    New-Target 'ESP32_PSRAM_REV3_IPV6' 'ESP32' -Revision 3
    New-Target 'ESP32_PSRAM_XTAL26_REV0' 'ESP32' -Crystal 26
    New-Target 'ESP32_BLE_REV0' 'ESP32'
    New-Target 'ESP32_BLE_REV3' 'ESP32' -Revision 3
    New-Target 'ESP32_PSRAM_BLE_GenericGraphic_REV3' 'ESP32' -Revision 3
    New-Target 'ESP32_GenericDisplay_REV0' 'ESP32'
    New-Target 'ESP32_PICO' 'ESP32' -Baud 115200
    New-Target 'ESP32_ETHERNET_KIT_1.2' 'ESP32' -Revision 3
    New-Target 'ESP32_LILYGO' 'ESP32'
    New-Target 'ESP32_OLIMEX' 'ESP32'
    New-Target 'ESP32_OLIMEX_WROVER' 'ESP32' -Revision 3
    New-Target 'ESP32_WESP32' 'ESP32'
    New-Target 'ESP32_WT32_ETH01' 'ESP32'
    New-Target 'ESP_WROVER_KIT' 'ESP32'
    New-Target 'LilygoTWatch2020' 'ESP32'
    New-Target 'LilygoTWatch2021' 'ESP32' -Revision 3 -Baud 115200 -Unfit 'its nanoCLR has no file system, so nothing could be kept'
    New-Target 'M5Core' 'ESP32'
    New-Target 'M5Core2' 'ESP32' -Revision 3
    New-Target 'M5Stack' 'ESP32'
    New-Target 'M5StickC' 'ESP32' -Baud 115200
    New-Target 'M5StickCPlus' 'ESP32' -Baud 115200
    New-Target 'ESP32_S2' 'ESP32-S2' -Note 'on Windows its port gets another number when it changes between flashing and running: leave board.port at auto'
    New-Target 'FEATHER_S2' 'ESP32-S2'
    New-Target 'KALUGA_1' 'ESP32-S2'
    New-Target 'ESP32_S3_OCTAL' 'ESP32-S3' -Note $UsbNote
    New-Target 'ESP32_S3_QUAD' 'ESP32-S3' -Note $UsbNote
    New-Target 'AtomS3' 'ESP32-S3' -Unfit 'its nanoCLR has no cryptography, so nothing could be claimed; ESP32_S3_QUAD runs on the same board'
    New-Target 'ESP32_C3' 'ESP32-C3' -Revision 0.3
    New-Target 'ESP32_C3_BETA' 'ESP32-C3'
    New-Target 'XIAO_ESP32C3' 'ESP32-C3' -Revision 0.3
    New-Target 'ESP32_C5_THREAD' 'ESP32-C5'
    New-Target 'ESP32_C6_THREAD' 'ESP32-C6'
    New-Target 'ESP32_C61' 'ESP32-C61'
    New-Target 'ESP32_H2_THREAD' 'ESP32-H2' -Unfit 'the chip has no Wi-Fi'
    New-Target 'ESP32_P4' 'ESP32-P4' -Revision 3
    New-Target 'ESP32_P4_REV_LESS3' 'ESP32-P4'
}

# A target by its name; a name that is not known is refused with the nearest.
function Find-Target {
    param([string] $Name)

    $table = @(Get-TargetTable)
    $found = $table | Where-Object { $_.Name -ceq $Name }
    if ($null -eq $found) {
        $near = Get-NearestTarget $table $Name
        Stop-Flash Settings "board.target: there is no target $Name; did you mean ${near}?" 'set board.target to auto, then the chip decides, or to the name that nanoff --listtargets --platform esp32 shows'
    }

    if ($found.Unfit.Length -gt 0) {
        Stop-Flash Settings "board.target: $Name cannot run this firmware: $($found.Unfit)" 'use another board, or another target that fits it'
    }

    $found
}

# The one that begins alike where there is one (ESP32_S3), else the one with the fewest letters changed (ESP32_REV4).
function Get-NearestTarget {
    param($Table, [string] $Name)

    $least = 1000
    foreach ($target in $Table) {
        $distance = Get-NfEditDistance $target.Name.ToUpperInvariant() $Name.ToUpperInvariant()
        if ($target.Name.StartsWith($Name, [StringComparison]::OrdinalIgnoreCase)) { $distance = 0 }
        if ($target.Unfit.Length -eq 0 -and $distance -lt $least) {
            $least = $distance
            $nearest = $target.Name
        }
    }

    $nearest
}

# The target for a chip as nanoff describes it, where board.target is auto.
function Select-Target {
    param($Chip)

    $hasPsram = $Chip.PsramMb -gt 0
    $name = switch ($Chip.Chip) {
        'ESP32' {
            if ($Chip.CrystalMhz -eq 26) { 'ESP32_PSRAM_XTAL26_REV0' }
            elseif ($Chip.Name -match 'PICO') { 'ESP32_PICO' }
            else { 'ESP32' + @('', '_PSRAM')[$hasPsram] + @('_REV0', '_REV3')[$Chip.Revision -ge 3] }
        }
        'ESP32-S2' { 'ESP32_S2' }
        'ESP32-S3' { @('ESP32_S3_QUAD', 'ESP32_S3_OCTAL')[$Chip.PsramMb -ge 8] }
        'ESP32-C3' { @('ESP32_C3_BETA', 'ESP32_C3')[$Chip.Revision -ge 0.3] }
        'ESP32-C5' { 'ESP32_C5_THREAD' }
        'ESP32-C6' { 'ESP32_C6_THREAD' }
        'ESP32-C61' { 'ESP32_C61' }
        'ESP32-H2' { 'ESP32_H2_THREAD' }
        'ESP32-P4' { @('ESP32_P4_REV_LESS3', 'ESP32_P4')[$Chip.Revision -ge 3] }
        default { Stop-Flash Chip "the chip is an $($Chip.Chip), for which there is no nanoCLR" 'use a board with an ESP32, S2, S3, C3, C5 or C6' }
    }

    Find-Target $name
}

# Why a chip cannot run a target, or $null.
function Find-TargetProblem {
    param($Target, $Chip)

    if ($Chip.Chip -ne $Target.Chip) { return "the chip is an $($Chip.Chip), and target $($Target.Name) is for an $($Target.Chip)" }
    if ($Chip.FlashMb -gt 0 -and $Chip.FlashMb -lt 4) { return "the board has $($Chip.FlashMb) MB of flash, and the firmware needs 4" }
    if ($Chip.Revision -ge 0 -and $Chip.Revision -lt $Target.Revision) {
        return "the chip is of revision $(Format-Revision $Chip.Revision), and target $($Target.Name) starts on $(Format-Revision $Target.Revision) and later only"
    }

    if ($Chip.CrystalMhz -gt 0 -and $Chip.CrystalMhz -ne $Target.Crystal -and ($Chip.CrystalMhz -eq 26 -or $Target.Crystal -eq 26)) {
        return "the board has a crystal of $($Chip.CrystalMhz) MHz, and target $($Target.Name) is for $($Target.Crystal)"
    }
}

function Format-Revision {
    param([double] $Revision)

    'v' + $Revision.ToString('0.0', [cultureinfo]::InvariantCulture)
}
