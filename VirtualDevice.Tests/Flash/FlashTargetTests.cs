namespace VirtualDevice.Tests.Flash;

/// <summary>What flash.ps1 does with the target that was named or chosen; the table itself is in Targets/.</summary>
public sealed class FlashTargetTests
{
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
