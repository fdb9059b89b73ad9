namespace VirtualDevice.Tests.Flash.Targets;

/// <summary>What flash.ps1 does with what nanoff --devicedetails says of a chip (nanoFirmwareFlasher 2.5.162, Esp32DeviceInfo).</summary>
public sealed class ChipChoiceTests
{
    private const string Other = "next: use a board with an ESP32, S2, S3, C3, C5 or C6 and 4 MB of flash or more; nothing was written to this one";
    private const string NeedsTwo = "with one core, and nanoCLR for an ESP32 needs two";

    // Chip, MB of flash, PSRAM, MHz of the crystal > target, or why there is none.
    private const string Auto = $"""
        ESP32 (ESP32-D0WDQ6 (revision v1.0)), 4, undetermined, 40 > ESP32_REV0 at 0x1E0000, 0x1C0000 bytes
        ESP32 (ESP32-D0WDQ6 (revision v1.1)), 4, undetermined, 40 > ESP32_REV0 at 0x1E0000, 0x1C0000 bytes
        ESP32 (ESP32-D0WD-V3 (revision v3.0)), 4, undetermined, 40 > ESP32_REV3 at 0x1E0000, 0x1C0000 bytes
        ESP32 (ESP32-D0WD-V3 (revision v3.1)), 4, undetermined, 40 > ESP32_REV3 at 0x1E0000, 0x1C0000 bytes
        ESP32 (ESP32-D0WD-V3 (revision v3.1)), 8, undetermined, 40 > ESP32_REV3 at 0x1E0000, 0x2B0000 bytes
        ESP32 (ESP32-D0WD-V3 (revision v3.1)), 16, undetermined, 40 > ESP32_REV3 at 0x1E0000, 0x2B0000 bytes
        ESP32 (ESP32-D0WDQ6 (revision v1.0)), 4, 4MB, 40 > ESP32_PSRAM_REV0 at 0x1E0000, 0x1C0000 bytes
        ESP32 (ESP32-D0WD-V3 (revision v3.1)), 16, 8MB, 40 > ESP32_PSRAM_REV3 at 0x1E0000, 0x2B0000 bytes
        ESP32 (ESP32-D0WDR2-V3 (revision v3.1)), 4, undetermined, 40 > ESP32_PSRAM_REV3 at 0x1E0000, 0x1C0000 bytes
        ESP32 (ESP32-D0WDQ6 (revision v1.0)), 4, undetermined, 26 > ESP32_PSRAM_XTAL26_REV0 at 0x1E0000, 0x1C0000 bytes
        ESP32 (ESP32-D0WD-V3 (revision v3.1)), 8, undetermined, 26 > ESP32_PSRAM_XTAL26_REV0 at 0x1E0000, 0x2B0000 bytes
        ESP32 (ESP32-PICO-D4 (revision v1.1)), 4, undetermined, 40 > ESP32_PICO at 0x1E0000, 0x1C0000 bytes
        ESP32 (ESP32-PICO-V3-02 (revision v3.0)), 8, undetermined, 40 > ESP32_PICO at 0x1E0000, 0x2B0000 bytes
        ESP32, 4, undetermined, 40 > ESP32_REV0 at 0x1E0000, 0x1C0000 bytes
        ESP32 (ESP32-D0WDQ6 (revision v1.0)), 2, undetermined, 40 > the board has 2 MB of flash, and the firmware needs 4; {Other}
        ESP32 (ESP32-D0WDQ6 (revision v1.0)), 32, undetermined, 40 > the board has 32 MB of flash, and nanoCLR for its chip is for 4, 8, 16 only; {Other}
        ESP32 (ESP32-U4WDH (revision v3.0)), 4, single, 40 > the chip is a ESP32 (ESP32-U4WDH (revision v3.0)) {NeedsTwo}; {Other}
        ESP32-S2, 4, undetermined, 40 > ESP32_S2 at 0x1B0000, 0x1F0000 bytes
        ESP32-S2, 16, undetermined, 40 > ESP32_S2 at 0x1B0000, 0x2E0000 bytes
        ESP32-S3 (ESP32-S3 (QFN56) (revision v0.2)), 8, undetermined, 40 > ESP32_S3_QUAD at 0x1B0000, 0x2E0000 bytes
        ESP32-S3 (ESP32-S3 (QFN56) (revision v0.2)), 4, 2MB, 40 > ESP32_S3_QUAD at 0x1B0000, 0x1F0000 bytes
        ESP32-S3 (ESP32-S3 (QFN56) (revision v0.1)), 16, 8MB, 40 > ESP32_S3_OCTAL at 0x1B0000, 0x2E0000 bytes
        ESP32-S3 (ESP32-S3 (QFN56) (revision v0.2)), 32, 16MB, 40 > ESP32_S3_OCTAL at 0x1B0000, 0x2E0000 bytes
        ESP32-S3 (ESP32-S3 (QFN56) (revision v0.2)), 2, 2MB, 40 > the board has 2 MB of flash, and the firmware needs 4; {Other}
        ESP32-C3 (ESP32-C3 (QFN32) (revision v0.1)), 4, not available, 40 > the chip is of revision v0.1, and target ESP32_C3_BETA starts on v0.2 and later only; {Other}
        ESP32-C3 (ESP32-C3 (QFN32) (revision v0.2)), 4, not available, 40 > ESP32_C3_BETA at 0x1B0000, 0x1F0000 bytes
        ESP32-C3 (ESP32-C3 (QFN32) (revision v0.3)), 4, not available, 40 > ESP32_C3 at 0x1B0000, 0x1F0000 bytes
        ESP32-C3 (ESP32-C3 (QFN32) (revision v0.4)), 16, not available, 40 > ESP32_C3 at 0x1B0000, 0x1F0000 bytes
        ESP32-C3 (ESP8685 (QFN28) (revision v1.1)), 4, not available, 40 > ESP32_C3 at 0x1B0000, 0x1F0000 bytes
        ESP32-C3 (ESP8685 (QFN28) (revision v0.4)), 2, not available, 40 > the board has 2 MB of flash, and the firmware needs 4; {Other}
        ESP32-C5 (ESP32-C5 (revision v1.0)), 8, undetermined, 48 > ESP32_C5_THREAD at 0x250000, 0x240000 bytes
        ESP32-C6 (ESP32-C6FH4 (QFN32) (revision v0.1)), 4, not available, 40 > ESP32_C6_THREAD at 0x250000, 0x170000 bytes
        ESP32-C6 (ESP32-C6 (QFN40) (revision v0.2)), 8, not available, 40 > ESP32_C6_THREAD at 0x250000, 0x240000 bytes
        ESP32-C61 (ESP32-C61 (revision v1.0)), 8, undetermined, 40 > ESP32_C61 at 0x250000, 0x240000 bytes
        ESP32-H2 (ESP32-H2 (QFN32) (revision v0.1)), 4, not available, 32 > exit 6: the chip is an ESP32-H2, which cannot run this firmware: the chip has no Wi-Fi; {Other}
        ESP32-P4 (ESP32-P4 (revision v1.3)), 16, undetermined, 40 > ESP32_P4_REV_LESS3 at 0x1B0000, 0x2E0000 bytes
        ESP32-P4 (ESP32-P4 (revision v3.1)), 32, undetermined, 40 > ESP32_P4 at 0x1B0000, 0x2E0000 bytes
        ESP32-C2 (ESP32-C2 (revision v1.0)), 4, not available, 26 > exit 6: the chip is an ESP32-C2, for which there is no nanoCLR; {Other}
        """;

    // A target that was named, and the chip that is there.
    private const string Named = """
        ESP32_REV3 ESP32 (ESP32-D0WDQ6 (revision v1.0)), 4, undetermined, 40 > the chip is of revision v1.0, and target ESP32_REV3 starts on v3.0 and later only; next: set board.target to auto, or to ESP32_REV0, the one for this chip; nothing was written to it
        ESP32_PSRAM_REV3 ESP32 (ESP32-D0WDQ6 (revision v1.1)), 4, undetermined, 40 > the chip is of revision v1.1, and target ESP32_PSRAM_REV3 starts on v3.0 and later only; next: set board.target to auto, or to ESP32_REV0, the one for this chip; nothing was written to it
        ESP32_C3 ESP32-C3 (ESP32-C3 (QFN32) (revision v0.2)), 4, not available, 40 > the chip is of revision v0.2, and target ESP32_C3 starts on v0.3 and later only; next: set board.target to auto, or to ESP32_C3_BETA, the one for this chip; nothing was written to it
        ESP32_C3_BETA ESP32-C3 (ESP32-C3 (QFN32) (revision v0.4)), 4, not available, 40 > fits
        ESP32_PSRAM_REV0 ESP32 (ESP32-D0WD-V3 (revision v3.1)), 4, undetermined, 40 > fits
        ESP32_REV0 ESP32 (ESP32-D0WDQ6 (revision v1.0)), 4, undetermined, 26 > the board has a crystal of 26 MHz, and target ESP32_REV0 is for 40; next: set board.target to auto, or to ESP32_PSRAM_XTAL26_REV0, the one for this chip; nothing was written to it
        ESP32_PSRAM_XTAL26_REV0 ESP32 (ESP32-D0WDQ6 (revision v1.0)), 4, undetermined, 40 > the board has a crystal of 40 MHz, and target ESP32_PSRAM_XTAL26_REV0 is for 26; next: set board.target to auto, or to ESP32_REV0, the one for this chip; nothing was written to it
        ESP32_P4_REV_LESS3 ESP32-P4 (ESP32-P4 (revision v3.0)), 16, undetermined, 40 > the chip is of revision v3.0, and target ESP32_P4_REV_LESS3 starts on those before v3.0 only; next: set board.target to auto, or to ESP32_P4, the one for this chip; nothing was written to it
        ESP32_REV3 ESP32-S3 (ESP32-S3 (QFN56) (revision v0.2)), 8, 8MB, 40 > the chip is an ESP32-S3, and target ESP32_REV3 is for an ESP32; next: set board.target to auto, or to ESP32_S3_OCTAL, the one for this chip; nothing was written to it
        ESP32_S3_QUAD ESP32-S3 (ESP32-S3 (QFN56) (revision v0.2)), 8, 8MB, 40 > fits
        """;

    private static string[] Rows(string table) => table.Split('\n', StringSplitOptions.TrimEntries);

    [Fact]
    public void The_chip_decides_which_target_and_which_place_in_flash_where_none_is_named()
    {
        string[] told = TargetScript.Run("""
            foreach ($row in $rows) {
                $chip = Read-ChipDetails $row.Split("`n")
                Get-Words {
                    $target = Select-Target $chip
                    $problem = Find-TargetProblem $target $chip
                    if ($null -ne $problem) { return "$problem; next: $(Get-TargetAdvice $chip)" }
                    $place = Get-DeployPlace $target $chip
                    '{0} at 0x{1:X}, 0x{2:X} bytes' -f $target.Name, $place.Address, $place.Bytes
                }
            }
            """, [.. Rows(Auto).Select(row => Details(row.Split(" > ")[0]))]);

        Assert.Equal(Rows(Auto).Select(row => row.Split(" > ")[1]), told);
    }

    [Fact]
    public void A_target_that_the_chip_could_not_start_is_refused_with_the_one_that_it_can()
    {
        string[] told = TargetScript.Run("""
            foreach ($row in $rows) {
                $name, $text = $row -split ' ', 2
                $chip = Read-ChipDetails $text.Split("`n")
                $problem = Find-TargetProblem (Find-Target $name) $chip
                if ($null -eq $problem) { 'fits' } else { "$problem; next: $(Get-TargetAdvice $chip)" }
            }
            """, [.. Rows(Named).Select(row => row.Split(' ')[0] + " " + Details(row.Split(" > ")[0].Split(' ', 2)[1]))]);

        Assert.Equal(Rows(Named).Select(row => row.Split(" > ")[1]), told);
    }

    [Fact]
    public void An_ESP32_whose_PSRAM_is_not_told_of_gets_the_hint_that_a_WROVER_has_a_target_of_its_own()
    {
        string[] told = TargetScript.Run(
            """foreach ($row in $rows) { (Select-Target (Read-ChipDetails $row.Split("`n"))).Note }""",
            Details("ESP32 (ESP32-D0WD-V3 (revision v3.1)), 4, undetermined, 40"), Details("ESP32 (ESP32-D0WD-V3 (revision v3.1)), 4, 8MB, 40"));

        Assert.Contains("for a WROVER set board.target to ESP32_PSRAM_REV3", told[0]);
        Assert.Equal("", told[1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Connected to:")]
    [InlineData("Reading details from chip...\nError E4000: something")]
    public void A_text_without_a_chip_is_none(string text) =>
        Assert.Equal(["none"], TargetScript.Run("if ($null -eq (Read-ChipDetails $rows[0].Split(\"`n\"))) { 'none' }", text));

    // As nanoff writes it. Not PSRAM but "single" for one core: no row needs both.
    private static string Details(string row)
    {
        string[] fields = row.Split(", ");
        string cores = fields[2] == "single" ? "Single Core + LP Core" : fields[0].StartsWith("ESP32-C", StringComparison.Ordinal) ? "Single Core, 160MHz" : "Dual Core + LP Core";
        string psram = fields[2] == "single" ? "undetermined" : fields[2];
        return $"Reading details from chip...OK\n\nConnected to:\n{fields[0]}\nFeatures Wi-Fi, BT, {cores}, Coding Scheme None\n"
            + $"Flash size {fields[1]}MB W25Q32 from WINBOND (manufacturer 0xEF device 0x4016)\nPSRAM: {psram}\nCrystal {fields[3]}MHz\nMAC 24:0A:C4:00:00:01\n";
    }
}
