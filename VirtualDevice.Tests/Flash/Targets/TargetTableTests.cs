namespace VirtualDevice.Tests.Flash.Targets;

/// <summary>The table of targets against nanoFramework's public definitions, and what flash.ps1 says to the owner of each.</summary>
public sealed class TargetTableTests
{
    // nf-interpreter, July 2026: all 37 files of targets/ESP32/defconfig, each with the sdkconfig that it names (default: sdkconfig.default).
    // Name, chip (TARGET_SERIES), revisions that it starts on (REV_MIN_n), MHz of the crystal (XTAL_FREQ_26), speed of the log
    // (TARGET_SERIAL_BAUDRATE), what flash.ps1 says where the board fits. Refused are those without SECURITY_CRYPTOGRAPHY,
    // IO_FILESYSTEM or DEVICE_WIFI.
    private const string Definitions = """
        AtomS3 | ESP32-S3 | v0.0 | 40 | 921600 | exit 2: AtomS3 cannot run this firmware: its nanoCLR has no cryptography, so the device could not prove who it is; ESP32_S3_QUAD is for the same chip
        ESP32_BLE_REV0 | ESP32 | v0.0 | 40 | 921600 | its Bluetooth takes memory that the firmware could use: ESP32_REV0 has more
        ESP32_BLE_REV3 | ESP32 | v3.0 | 40 | 921600 | its Bluetooth takes memory that the firmware could use: ESP32_PSRAM_REV3 has more
        ESP32_C3 | ESP32-C3 | v0.3 | 40 | 921600 | with two USB sockets plug in only one, and leave it there
        ESP32_C3_BETA | ESP32-C3 | v0.2 | 40 | 921600 | with two USB sockets plug in only one, and leave it there
        ESP32_C5_THREAD | ESP32-C5 | v0.0 | 40 | 921600 | with two USB sockets plug in only one, and leave it there
        ESP32_C61 | ESP32-C61 | v0.0 | 40 | 921600 | nanoFramework calls it a beta; with two USB sockets plug in only one, and leave it there
        ESP32_C6_THREAD | ESP32-C6 | v0.0 | 40 | 921600 | with two USB sockets plug in only one, and leave it there
        ESP32_ETHERNET_KIT_1.2 | ESP32 | v3.0 | 40 | 921600 | the firmware uses its Wi-Fi, not its Ethernet
        ESP32_GenericDisplay_REV0 | ESP32 | v0.0 | 40 | 921600 | nothing
        ESP32_H2_THREAD | ESP32-H2 | v0.0 | 40 | 921600 | exit 2: ESP32_H2_THREAD cannot run this firmware: the chip has no Wi-Fi
        ESP32_LILYGO | ESP32 | v0.0 | 40 | 921600 | the firmware uses its Wi-Fi, not its Ethernet
        ESP32_OLIMEX | ESP32 | v0.0 | 40 | 921600 | the firmware uses its Wi-Fi, not its Ethernet
        ESP32_OLIMEX_WROVER | ESP32 | v3.0 | 40 | 921600 | the firmware uses its Wi-Fi, not its Ethernet
        ESP32_P4 | ESP32-P4 | v3.0 | 40 | 921600 | nanoFramework calls it a beta; its Wi-Fi is an ESP32-C6 on the same board; with two USB sockets plug in only one, and leave it there
        ESP32_P4_REV_LESS3 | ESP32-P4 | v0.0 before v3.0 | 40 | 921600 | nanoFramework calls it a beta; its Wi-Fi is an ESP32-C6 on the same board; with two USB sockets plug in only one, and leave it there
        ESP32_PICO | ESP32 | v1.0 | 40 | 115200 | nothing
        ESP32_PSRAM_BLE_GenericGraphic_REV3 | ESP32 | v3.0 | 40 | 921600 | nothing
        ESP32_PSRAM_REV0 | ESP32 | v0.0 | 40 | 921600 | nothing
        ESP32_PSRAM_REV3 | ESP32 | v3.0 | 40 | 921600 | nothing
        ESP32_PSRAM_REV3_IPV6 | ESP32 | v3.0 | 40 | 921600 | nothing
        ESP32_PSRAM_XTAL26_REV0 | ESP32 | v0.0 | 26 | 921600 | nothing
        ESP32_REV0 | ESP32 | v0.0 | 40 | 921600 | nothing
        ESP32_REV3 | ESP32 | v3.0 | 40 | 921600 | nothing
        ESP32_S2 | ESP32-S2 | v0.0 | 40 | 921600 | on Windows its port gets another number when it changes between flashing and running: leave board.port at auto
        ESP32_S3_OCTAL | ESP32-S3 | v0.0 | 40 | 921600 | for a PSRAM of 8 MB or more; with two USB sockets plug in only one, and leave it there
        ESP32_S3_QUAD | ESP32-S3 | v0.0 | 40 | 921600 | for a PSRAM of 2 MB, or none; with two USB sockets plug in only one, and leave it there
        ESP32_WESP32 | ESP32 | v0.0 | 40 | 921600 | the firmware uses its Wi-Fi, not its Ethernet
        ESP32_WT32_ETH01 | ESP32 | v0.0 | 40 | 921600 | the firmware uses its Wi-Fi, not its Ethernet
        ESP_WROVER_KIT | ESP32 | v0.0 | 40 | 921600 | nothing
        LilygoTWatch2020 | ESP32 | v0.0 | 40 | 921600 | nothing
        LilygoTWatch2021 | ESP32 | v3.0 | 40 | 115200 | exit 2: LilygoTWatch2021 cannot run this firmware: its nanoCLR has no file system, so the device could not keep who it is; ESP32_PSRAM_REV3 is for the same chip
        M5Core | ESP32 | v0.0 | 40 | 921600 | nothing
        M5Core2 | ESP32 | v3.0 | 40 | 921600 | nothing
        M5Stack | ESP32 | v0.0 | 40 | 921600 | nothing
        M5StickC | ESP32 | v1.0 | 40 | 115200 | nothing
        M5StickCPlus | ESP32 | v0.0 | 40 | 115200 | nothing
        """;

    // What a person writes, and what it is taken for. The first five have been names once, or are the names of chips.
    private const string WrongNames = """
        ESP32_S3 > did you mean ESP32_S3_OCTAL or ESP32_S3_QUAD?
        ESP32_C6 > did you mean ESP32_C6_THREAD?
        ESP32_C3_REV3 > did you mean ESP32_C3?
        ESP32_S2_USB > did you mean ESP32_S2?
        ESP32_H2 > did you mean ESP32_H2_THREAD?
        ESP32_PSRAM > did you mean ESP32_PSRAM_REV0 or ESP32_PSRAM_REV3?
        ESP32_REV4 > did you mean ESP32_REV0 or ESP32_REV3?
        ESP32REV3 > did you mean ESP32_REV3?
        esp32_rev3 > did you mean ESP32_REV3?
        m5stickcplus > did you mean M5StickCPlus?
        ESP32 > nobody knows
        ORGPAL_PALTHREE > nobody knows
        """;

    private static string[] Rows(string table) => table.Split('\n', StringSplitOptions.TrimEntries);

    [Fact]
    public void All_targets_of_nanoFramework_are_known_as_they_are_defined_and_each_owner_is_told_what_matters()
    {
        string[] told = TargetScript.Run("""
            foreach ($row in Get-TargetTable) {
                $words = Get-Words { (Find-Target $row.Name).Note }
                $words = $words -replace '; next: .*' -replace 'board.target: '
                if ($words.Length -eq 0) { $words = 'nothing' }
                $revisions = Format-Revision $row.Revision
                if ($row.Below -lt 99) { $revisions += " before $(Format-Revision $row.Below)" }
                "$($row.Name) | $($row.Chip) | $revisions | $($row.Crystal) | $($row.Baud) | $words"
            }
            """);

        Assert.Equal(Rows(Definitions), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_name_that_does_not_exist_is_refused_with_the_nearest()
    {
        string[] names = [.. Rows(WrongNames).Select(row => row.Split(" > ")[0])];

        string[] told = TargetScript.Run("foreach ($name in $rows) { Get-Words { (Find-Target $name).Name } }", names);

        Assert.All(told.Zip(Rows(WrongNames)), pair =>
        {
            string[] row = pair.Second.Split(" > ");
            string problem = $"exit 2: board.target: there is no target {row[0]}" + (row[1] == "nobody knows" ? "" : "; " + row[1]);
            Assert.StartsWith(problem + "; next: set board.target to auto, and the chip decides", pair.First, StringComparison.Ordinal);
        });
        Assert.Equal(names.Length, told.Length);
    }
}
