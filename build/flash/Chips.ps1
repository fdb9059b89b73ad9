# What a chip says of itself, which target is for it, and where the application lies in its flash.

# Bytes with 4 MB of flash, Large with more, and the sizes that there is a partition table for (nf-interpreter,
# targets/ESP32/_IDF/*/partitions_nanoclr_*mb.csv; with 2 MB there is no room for the firmware). nanoff takes 0x1B0000 for all of
# them, which with an ESP32 is the middle of nanoCLR (Home issue 1835).
$ChipTable = @(
    @{ Chip = 'ESP32'; Address = 0x1E0000; Bytes = 0x1C0000; Large = 0x2B0000; FlashMb = 4, 8, 16 }
    @{ Chip = 'ESP32-S2'; Address = 0x1B0000; Bytes = 0x1F0000; Large = 0x2E0000; FlashMb = 4, 8, 16 }
    @{ Chip = 'ESP32-S3'; Address = 0x1B0000; Bytes = 0x1F0000; Large = 0x2E0000; FlashMb = 4, 8, 16, 32 }
    @{ Chip = 'ESP32-C3'; Address = 0x1B0000; Bytes = 0x1F0000; Large = 0x1F0000; FlashMb = 4, 8, 16 }
    @{ Chip = 'ESP32-C5'; Address = 0x250000; Bytes = 0x170000; Large = 0x240000; FlashMb = 4, 8, 16 }
    @{ Chip = 'ESP32-C6'; Address = 0x250000; Bytes = 0x170000; Large = 0x240000; FlashMb = 4, 8, 16 }
    @{ Chip = 'ESP32-C61'; Address = 0x250000; Bytes = 0x170000; Large = 0x240000; FlashMb = 4, 8, 16 }
    @{ Chip = 'ESP32-H2'; Address = 0x1C0000; Bytes = 0x1E0000; Large = 0x1E0000; FlashMb = @(4) }
    @{ Chip = 'ESP32-P4'; Address = 0x1B0000; Bytes = 0x1F0000; Large = 0x2E0000; FlashMb = 4, 8, 16, 32 }
)

$OtherBoard = 'use a board with an ESP32, S2, S3, C3, C5 or C6 and 4 MB of flash or more; nothing was written to this one'

# Where the application goes: @{ Address; Bytes }.
function Get-DeployPlace {
    param($Target, $Chip)

    $row = $ChipTable | Where-Object { $_.Chip -eq $Target.Chip }
    $bytes = $row.Bytes
    if ($null -ne $Chip -and $Chip.FlashMb -gt 4) { $bytes = $row.Large }
    @{ Address = $row.Address; Bytes = $bytes }
}

# What nanoff --devicedetails prints of a chip (Esp32DeviceInfo.ToString); -1 for what is not said, $null where no chip is in the text.
function Read-ChipDetails {
    param($Lines)

    $text = $Lines -join "`n"
    $found = [regex]::Match($text, '(?m)^Connected to:\s*\n(?<name>(?<chip>ESP\S+)[^\n]*)')
    if (-not $found.Success) { return }
    $chip = @{
        Chip = $found.Groups['chip'].Value; Name = $found.Groups['name'].Value.Trim(); Revision = Read-Number $text 'revision v([0-9.]+)'
        FlashMb = Read-Number $text '(?m)^Flash size (\d+)MB'; PsramMb = Read-Number $text '(?m)^PSRAM: (\d+)MB'
        CrystalMhz = Read-Number $text '(?m)^Crystal (\d+)'; IsSingleCore = $text -match '(?m)^Features .*\bSingle Core\b'
    }
    # nanoff does not look for the PSRAM of these two, and they have one in the package.
    if ($chip.PsramMb -lt 0 -and $chip.Name -match 'D0WDR2-V3|PICO-V3-02') { $chip.PsramMb = 2.0 }
    $chip
}

function Read-Number {
    param([string] $Text, [string] $Pattern)

    $found = [regex]::Match($Text, $Pattern)
    if (-not $found.Success) { return -1.0 }
    [double]::Parse($found.Groups[1].Value, [cultureinfo]::InvariantCulture)
}

# The target for a chip, where board.target is auto.
function Select-Target {
    param($Chip)

    $name = switch ($Chip.Chip) {
        'ESP32' { Get-ClassicTarget $Chip }
        'ESP32-S2' { 'ESP32_S2' }
        # The larger PSRAMs are octal; nanoCLR of either starts without one.
        'ESP32-S3' { @('ESP32_S3_QUAD', 'ESP32_S3_OCTAL')[$Chip.PsramMb -ge 8] }
        'ESP32-C3' { @('ESP32_C3_BETA', 'ESP32_C3')[$Chip.Revision -ge 0.3] }
        'ESP32-C5' { 'ESP32_C5_THREAD' }
        'ESP32-C6' { 'ESP32_C6_THREAD' }
        'ESP32-C61' { 'ESP32_C61' }
        'ESP32-H2' { 'ESP32_H2_THREAD' }
        'ESP32-P4' { @('ESP32_P4_REV_LESS3', 'ESP32_P4')[$Chip.Revision -ge 3] }
    }

    $target = Get-TargetTable | Where-Object { $_.Name -ceq $name }
    if ($null -eq $target) { Stop-Flash Chip "the chip is an $($Chip.Chip), for which there is no nanoCLR" $OtherBoard }
    if ($target.Unfit.Length -gt 0) { Stop-Flash Chip "the chip is an $($Chip.Chip), which cannot run this firmware: $($target.Unfit)" $OtherBoard }
    if ($Chip.Chip -eq 'ESP32' -and $Chip.PsramMb -lt 0 -and $target.Name -match '\AESP32_(REV\d)\z') {
        $target.Note = "the chip does not tell whether there is a PSRAM beside it: for a WROVER set board.target to ESP32_PSRAM_$($Matches[1]), which has far more memory"
    }

    $target
}

# A chip that does not tell its revision gets the build for all of them.
function Get-ClassicTarget {
    param($Chip)

    if ($Chip.CrystalMhz -eq 26) { return 'ESP32_PSRAM_XTAL26_REV0' }
    if ($Chip.Name -match 'PICO') { return 'ESP32_PICO' }
    'ESP32' + @('', '_PSRAM')[$Chip.PsramMb -gt 0] + @('_REV0', '_REV3')[$Chip.Revision -ge 3]
}

# Why a chip cannot run a target, or $null. The bootloader of ESP-IDF would refuse a wrong revision, and nanoCLR end over and over
# where a core is missing: all builds for an ESP32 are for two (no FREERTOS_UNICORE in their sdkconfig).
function Find-TargetProblem {
    param($Target, $Chip)

    if ($Chip.Chip -ne $Target.Chip) { return "the chip is an $($Chip.Chip), and target $($Target.Name) is for an $($Target.Chip)" }
    if ($Chip.Chip -eq 'ESP32' -and $Chip.IsSingleCore) { return "the chip is a $($Chip.Name) with one core, and nanoCLR for an ESP32 needs two" }
    $sizes = ($ChipTable | Where-Object { $_.Chip -eq $Chip.Chip }).FlashMb
    if ($Chip.FlashMb -ge 0 -and $Chip.FlashMb -lt 4) { return "the board has $($Chip.FlashMb) MB of flash, and the firmware needs 4" }
    if ($Chip.FlashMb -ge 0 -and $sizes -notcontains $Chip.FlashMb) { return "the board has $($Chip.FlashMb) MB of flash, and nanoCLR for its chip is for $($sizes -join ', ') only" }
    if ($Chip.Revision -ge 0 -and ($Chip.Revision -lt $Target.Revision -or $Chip.Revision -ge $Target.Below)) {
        $range = "$(Format-Revision $Target.Revision) and later"
        if ($Target.Below -lt 99) { $range = "those before $(Format-Revision $Target.Below)" }
        return "the chip is of revision $(Format-Revision $Chip.Revision), and target $($Target.Name) starts on $range only"
    }

    if ($Chip.Chip -eq 'ESP32' -and $Chip.CrystalMhz -gt 0 -and $Chip.CrystalMhz -ne $Target.Crystal) {
        return "the board has a crystal of $($Chip.CrystalMhz) MHz, and target $($Target.Name) is for $($Target.Crystal)"
    }
}

# What to do about it.
function Get-TargetAdvice {
    param($Chip)

    $target = Select-Target $Chip
    if ($null -ne (Find-TargetProblem $target $Chip)) { return $OtherBoard }
    "set board.target to auto, or to $($target.Name), the one for this chip; nothing was written to it"
}

function Format-Revision {
    param([double] $Revision)

    'v' + $Revision.ToString('0.0', [cultureinfo]::InvariantCulture)
}
