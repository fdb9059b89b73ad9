# What is known of boards: chips, where their partitions lie, and what nanoCLR says of itself.

# Where the application lies, and how large it may be with 4 MB of flash (nf-interpreter, targets/ESP32/_IDF/*/partitions_nanoclr_4mb.csv).
# nanoff takes 0x1B0000 for all of them, which with an ESP32 is the middle of nanoCLR (Home issue 1835).
$ChipTable = @(
    @{ Chip = 'ESP32'; Targets = '\A(ESP32_(REV|PSRAM_|BLE_|PICO|ETHERNET|GenericDisplay|LILYGO|OLIMEX|WESP32|WT32)|ESP_WROVER|M5|LilygoTWatch)'; Address = 0x1E0000; Bytes = 0x1C0000 }
    @{ Chip = 'ESP32-S2'; Targets = '\A(ESP32_S2|FEATHER_S2|KALUGA)'; Address = 0x1B0000; Bytes = 0x1F0000 }
    @{ Chip = 'ESP32-S3'; Targets = '\A(ESP32_S3|AtomS3)'; Address = 0x1B0000; Bytes = 0x1F0000 }
    @{ Chip = 'ESP32-C3'; Targets = '\A(ESP32_C3|XIAO_ESP32C3)'; Address = 0x1B0000; Bytes = 0x1F0000 }
    @{ Chip = 'ESP32-P4'; Targets = '\AESP32_P4'; Address = 0x1B0000; Bytes = 0x1F0000 }
    @{ Chip = 'ESP32-C5'; Targets = '\AESP32_C5'; Address = 0x250000; Bytes = 0x170000 }
    @{ Chip = 'ESP32-C6'; Targets = '\AESP32_C6(?!1)'; Address = 0x250000; Bytes = 0x170000 }
    @{ Chip = 'ESP32-C61'; Targets = '\AESP32_C61'; Address = 0x250000; Bytes = 0x170000 }
    @{ Chip = 'ESP32-H2'; Targets = '\AESP32_H2'; Address = 0x1C0000; Bytes = 0x1E0000 }
)

# The native halves of packages.config. nanoCLR starts an application only where version and checksum are these
# (nf-interpreter of July 2026; each library's AssemblyNativeVersion).
$NativeTable = @(
    'mscorlib v100.5.0.24, checksum 0x1549C856'
    'System.Net v100.2.0.14, checksum 0x8EFB9944'
    'nanoFramework.Runtime.Native v100.0.10.0, checksum 0x0EAE898B'
    'nanoFramework.System.Security.Cryptography v100.0.0.4, checksum 0x1A1CC3FD'
    'System.Device.Wifi v100.0.6.6, checksum 0xEE721CDA'
    'System.IO.FileSystem v1.1.0.4, checksum 0x1777E2FE'
    'nanoFramework.Networking.Sntp v100.0.4.4, checksum 0xE2D9BDED'
    'nanoFramework.Hardware.Esp32 v100.0.10.0, checksum 0x6A20A689'
    'nanoFramework.System.Collections v100.0.2.0, checksum 0x40DC251F'
    'nanoFramework.System.Text v100.0.0.1, checksum 0x8E6EB73D'
)

function Get-ChipOfTarget {
    param([string] $Target)

    $chip = $ChipTable | Where-Object { $Target -match $_.Targets }
    if ($null -eq $chip) {
        Stop-Flash Settings "the deployment address of target $Target is not known" (
            'choose a target of the ESP32 family, such as ESP32_REV3, ESP32_S3_QUAD or ESP32_C3, or add its chip to build/flash/Board.ps1')
    }

    $chip
}

# Asks the chip itself, so that the image of one is never written to another.
function Assert-Chip {
    param($Run)

    Write-FlashStep $Run.Screen 'asking the chip what it is'
    # Normal verbosity: below it nanoff prints no details.
    $result = Invoke-Nanoff $Run @('--platform', 'esp32', '--serialport', $Run.Port, '--baud', $Run.Settings['board.baud'], '--devicedetails', '-v', 'n') -Quiet
    if ($null -eq $result) { return }
    $lines = @($result.Lines)
    $chip = $null
    for ($i = 0; $i + 1 -lt $lines.Count; $i++) {
        if ($lines[$i] -match '\AConnected to:') { $chip = ($lines[$i + 1].Trim() -split ' ')[0] }
    }

    if ($result.ExitCode -ne 0 -or $null -eq $chip) {
        Stop-Flash Chip "the chip does not answer on $($Run.Port) (nanoff ended with $($result.ExitCode))" (
            'close every program that has the port open; hold the button BOOT while flash.ps1 starts; try another cable, or board.baud 115200')
    }

    if ($chip -ne $Run.Chip.Chip) {
        Stop-Flash Chip "the chip is an $chip, and target $($Run.Settings['board.target']) is for an $($Run.Chip.Chip)" (
            'set board.target in nf.config, or use -Target, for the board that is plugged in')
    }
}

# What nanoCLR says of itself, or $null where there is none: @{ Version; Target; Natives; Assemblies }.
function Read-ClrDetails {
    param($Run)

    $result = Invoke-Nanoff $Run @('--nanodevice', '--devicedetails', '--serialport', $Run.Port, '-v', 'n') 60 -Quiet
    if ($null -eq $result -or $result.ExitCode -ne 0) { return }
    $details = @{ Version = $null; Target = ''; Natives = @(); Assemblies = @() }
    $section = ''
    foreach ($line in $result.Lines) {
        if ($line -match '\A\s*CLR Version:\s*([0-9.]+)') { $details.Version = [version] $Matches[1] }
        elseif ($line -match '\A\s*Target:\s*(\S+)') { $details.Target = $Matches[1] }
        elseif ($line -match '\A(\S.*):\s*\z') { $section = $Matches[1] }
        elseif ($section -eq 'Native Assemblies') { $details.Natives += $line.Trim() }
        elseif ($section -eq 'Assemblies') { $details.Assemblies += ($line.Trim() -split ',')[0] }
    }

    # The exit code is 0 for a board that is only half there.
    if ($null -eq $details.Version) { return }
    $details
}

# Why this nanoCLR cannot stay, or $null where it can.
function Find-ClrProblem {
    param($Run, $Details)

    if ($null -eq $Details) { return 'there is no nanoCLR that answers' }
    $least = $Run.Settings['board.clrVersion']
    if ($Details.Version -lt [version] $least) { return "nanoCLR $($Details.Version) is older than $least" }
    $wanted = $Run.Settings['board.target']
    if ($Details.Target -ne $wanted) { return "nanoCLR is for $($Details.Target), not for $wanted" }
    $wrong = @($NativeTable | Where-Object { $Details.Natives -notcontains $_ } | ForEach-Object { ($_ -split ' ')[0] })
    if ($wrong.Count -gt 0) { return "nanoCLR $($Details.Version) has other native code for $($wrong -join ', ') than packages.config needs" }
}
