using System.Globalization;
using VirtualDevice.Tests.Flash.Support;

namespace VirtualDevice.Tests.Flash;

/// <summary>Which target a chip gets, and what is said of each of nanoFramework's.</summary>
public sealed class FlashTargetTests : IDisposable
{
    private const string Load = """
        param($folder)
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        foreach ($part in 'Failure', 'Settings', 'SettingsFile', 'Targets', 'Board') { . "$folder/build/flash/$part.ps1" }

        """;

    private readonly PowerShellEngine _engine = PowerShellEngine.Take();

    private static string Repository => Path.Combine(AppContext.BaseDirectory, "repository");

    public void Dispose() => _engine.Dispose();

    // The boards of nf-interpreter's targets/ESP32/defconfig of July 2026, and three of the community.
    [Fact]
    public void Every_target_has_its_chip_its_place_its_speed_and_a_word_where_it_cannot_work()
    {
        string[] rows = [.. _engine.Run(Load + """
            foreach ($target in Get-TargetTable) {
                $place = $ChipTable | Where-Object { $_.Chip -eq $target.Chip }
                '{0} {1} {2} {3:X} {4} {5}' -f $target.Name, $target.Chip, (Format-Revision $target.Revision), $place.Address, $target.Baud, ($target.Unfit.Length -gt 0)
            }
            """, Repository).Cast<string>()];

        Assert.Equal(
        [
            "ESP32_REV0 ESP32 v0.0 1E0000 921600 False",
            "ESP32_REV3 ESP32 v3.0 1E0000 921600 False",
            "ESP32_PSRAM_REV0 ESP32 v0.0 1E0000 921600 False",
            "ESP32_PSRAM_REV3 ESP32 v3.0 1E0000 921600 False",
            "ESP32_PSRAM_REV3_IPV6 ESP32 v3.0 1E0000 921600 False",
            "ESP32_PSRAM_XTAL26_REV0 ESP32 v0.0 1E0000 921600 False",
            "ESP32_BLE_REV0 ESP32 v0.0 1E0000 921600 False",
            "ESP32_BLE_REV3 ESP32 v3.0 1E0000 921600 False",
            "ESP32_PSRAM_BLE_GenericGraphic_REV3 ESP32 v3.0 1E0000 921600 False",
            "ESP32_GenericDisplay_REV0 ESP32 v0.0 1E0000 921600 False",
            "ESP32_PICO ESP32 v0.0 1E0000 115200 False",
            "ESP32_ETHERNET_KIT_1.2 ESP32 v3.0 1E0000 921600 False",
            "ESP32_LILYGO ESP32 v0.0 1E0000 921600 False",
            "ESP32_OLIMEX ESP32 v0.0 1E0000 921600 False",
            "ESP32_OLIMEX_WROVER ESP32 v3.0 1E0000 921600 False",
            "ESP32_WESP32 ESP32 v0.0 1E0000 921600 False",
            "ESP32_WT32_ETH01 ESP32 v0.0 1E0000 921600 False",
            "ESP_WROVER_KIT ESP32 v0.0 1E0000 921600 False",
            "LilygoTWatch2020 ESP32 v0.0 1E0000 921600 False",
            "LilygoTWatch2021 ESP32 v3.0 1E0000 115200 True",
            "M5Core ESP32 v0.0 1E0000 921600 False",
            "M5Core2 ESP32 v3.0 1E0000 921600 False",
            "M5Stack ESP32 v0.0 1E0000 921600 False",
            "M5StickC ESP32 v0.0 1E0000 115200 False",
            "M5StickCPlus ESP32 v0.0 1E0000 115200 False",
            "ESP32_S2 ESP32-S2 v0.0 1B0000 921600 False",
            "FEATHER_S2 ESP32-S2 v0.0 1B0000 921600 False",
            "KALUGA_1 ESP32-S2 v0.0 1B0000 921600 False",
            "ESP32_S3_OCTAL ESP32-S3 v0.0 1B0000 921600 False",
            "ESP32_S3_QUAD ESP32-S3 v0.0 1B0000 921600 False",
            "AtomS3 ESP32-S3 v0.0 1B0000 921600 True",
            "ESP32_C3 ESP32-C3 v0.3 1B0000 921600 False",
            "ESP32_C3_BETA ESP32-C3 v0.0 1B0000 921600 False",
            "XIAO_ESP32C3 ESP32-C3 v0.3 1B0000 921600 False",
            "ESP32_C5_THREAD ESP32-C5 v0.0 250000 921600 False",
            "ESP32_C6_THREAD ESP32-C6 v0.0 250000 921600 False",
            "ESP32_C61 ESP32-C61 v0.0 250000 921600 False",
            "ESP32_H2_THREAD ESP32-H2 v0.0 1C0000 921600 True",
            "ESP32_P4 ESP32-P4 v3.0 1B0000 921600 False",
            "ESP32_P4_REV_LESS3 ESP32-P4 v0.0 1B0000 921600 False",
        ], rows);
    }

    [Theory]
    [InlineData("ESP32", "ESP32-D0WDQ6 (revision v1.0)", 4, "undetermined", 40, "ESP32_REV0")]
    [InlineData("ESP32", "ESP32-D0WDQ6 (revision v1.1)", 16, "undetermined", 40, "ESP32_REV0")]
    [InlineData("ESP32", "ESP32-D0WD (revision v1.0)", 4, "4MB", 40, "ESP32_PSRAM_REV0")]
    [InlineData("ESP32", "ESP32-D0WD-V3 (revision v3.0)", 4, "undetermined", 40, "ESP32_REV3")]
    [InlineData("ESP32", "ESP32-D0WD-V3 (revision v3.1)", 8, "8MB", 40, "ESP32_PSRAM_REV3")]
    [InlineData("ESP32", "ESP32-D0WD-V3 (revision v3.0)", 4, "undetermined", 26, "ESP32_PSRAM_XTAL26_REV0")]
    [InlineData("ESP32", "ESP32-PICO-D4 (revision v1.1)", 4, "undetermined", 40, "ESP32_PICO")]
    [InlineData("ESP32-S2", "ESP32-S2 (revision v0.0)", 4, "2MB", 40, "ESP32_S2")]
    [InlineData("ESP32-S3", "ESP32-S3 (QFN56) (revision v0.2)", 8, "undetermined", 40, "ESP32_S3_QUAD")]
    [InlineData("ESP32-S3", "ESP32-S3 (QFN56) (revision v0.2)", 16, "2MB", 40, "ESP32_S3_QUAD")]
    [InlineData("ESP32-S3", "ESP32-S3 (QFN56) (revision v0.2)", 8, "8MB", 40, "ESP32_S3_OCTAL")]
    [InlineData("ESP32-C3", "ESP32-C3 (QFN32) (revision v0.2)", 4, "not available", 40, "ESP32_C3_BETA")]
    [InlineData("ESP32-C3", "ESP32-C3 (QFN32) (revision v0.3)", 4, "not available", 40, "ESP32_C3")]
    [InlineData("ESP32-C3", "ESP32-C3 (QFN32) (revision v0.4)", 4, "not available", 40, "ESP32_C3")]
    [InlineData("ESP32-C5", "ESP32-C5 (revision v1.0)", 8, "not available", 48, "ESP32_C5_THREAD")]
    [InlineData("ESP32-C6", "ESP32-C6 (QFN40) (revision v0.1)", 8, "not available", 40, "ESP32_C6_THREAD")]
    [InlineData("ESP32-H2", "ESP32-H2 (revision v0.1)", 4, "not available", 32, "board.target: ESP32_H2_THREAD cannot run this firmware: the chip has no Wi-Fi")]
    [InlineData("ESP32", "ESP32-D0WD-V3 (revision v3.0)", 2, "undetermined", 40, "the board has 2 MB of flash, and the firmware needs 4")]
    [InlineData("ESP8266", "ESP8266EX", 4, "not available", 26, "the chip is an ESP8266, for which there is no nanoCLR")]
    public void A_chip_gets_its_target(string chip, string name, int flashMb, string psram, int crystalMhz, string expected)
    {
        object? chosen = Assert.Single(_engine.Run(Load.Replace("param($folder)", "param($folder, $text)", StringComparison.Ordinal) + """
            $chip = Read-ChipDetails ("Connected to:`n" + $text).Split("`n")
            try {
                $target = Select-Target $chip
                $problem = Find-TargetProblem $target $chip
                if ($null -eq $problem) { $target.Name } else { $problem }
            }
            catch { $_.Exception.Message }
            """, Repository, FlashBench.Chip(chip, name, flashMb, psram, crystalMhz)));

        Assert.Equal(expected, chosen);
    }

    [Theory]
    [InlineData("ESP32_REV3", "ESP32", "ESP32-D0WDQ6 (revision v1.0)", 40, "the chip is of revision v1.0, and target ESP32_REV3 starts on v3.0 and later only")]
    [InlineData("ESP32_C3", "ESP32-C3", "ESP32-C3 (QFN32) (revision v0.2)", 40, "the chip is of revision v0.2, and target ESP32_C3 starts on v0.3 and later only")]
    [InlineData("ESP32_REV0", "ESP32", "ESP32-D0WDQ6 (revision v1.0)", 26, "the board has a crystal of 26 MHz, and target ESP32_REV0 is for 40")]
    public void A_target_that_the_chip_does_not_start_is_refused_before_anything_is_written(string target, string chip, string name, int crystalMhz, string problem)
    {
        using var bench = new FlashBench();
        bench.Fake("chip", FlashBench.Chip(chip, name, 4, "undetermined", crystalMhz));

        FlashResult result = bench.Flash("-Target", target);

        Assert.True(result.Code == 6, result.Output);
        Assert.Equal("chip", result.Steps);
        Assert.Contains(problem, result.Output);
    }

    [Theory]
    [InlineData("ESP32_S3", "ESP32_S3_OCTAL")]
    [InlineData("ESP32_C6", "ESP32_C6_THREAD")]
    [InlineData("ESP32_C3_REV3", "ESP32_C3")]
    [InlineData("esp32_rev3", "ESP32_REV3")]
    public void A_name_that_does_not_exist_is_refused_with_the_nearest(string name, string nearest)
    {
        using var bench = new FlashBench();

        FlashResult result = bench.Flash("-Target", name);

        Assert.Equal((2, ""), (result.Code, result.Steps));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"there is no target {name}; did you mean {nearest}?"), result.Output);
    }

    [Fact]
    public void With_auto_a_nanoCLR_that_fits_the_chip_stays_what_it_is()
    {
        using var bench = new FlashBench();
        bench.Fake("clr", FlashBench.Clr("1.17.0.334", "ESP32_PSRAM_REV3"));

        FlashResult result = bench.Flash();

        Assert.True(result.Code == 0, result.Output);
        Assert.Equal("ESP32_PSRAM_REV3", result.Call("deploy")["--target"]);
        Assert.DoesNotContain("update", result.Steps);
    }

    [Fact]
    public void The_log_is_read_at_the_targets_own_speed()
    {
        using var bench = new FlashBench();
        bench.Fake("chip", FlashBench.Chip("ESP32", "ESP32-PICO-D4 (revision v1.1)"));
        bench.Fake("clr.new", FlashBench.Clr("1.17.0.334", "ESP32_PICO"));
        bench.Board.Baud = 115_200;

        FlashResult result = bench.Flash();

        Assert.True(result.Code == 0, result.Output);
    }
}
