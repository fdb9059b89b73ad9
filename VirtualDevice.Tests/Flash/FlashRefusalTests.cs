using ServerStub.Configuration;

namespace VirtualDevice.Tests.Flash;

/// <summary>What flash.ps1 refuses before the board is touched: its settings, its tools, its image, its bundle.</summary>
public sealed class FlashRefusalTests : FlashBenchTests
{
    [Fact]
    public void A_missing_nanoff_is_told_with_the_command_that_installs_it()
    {
        Directory.Delete(Bench.PathOf(".teddy/tools"), recursive: true);
        Bench.Write(".teddy/tools/fake/calls/none", "");

        FlashResult result = Bench.FlashWith([]);

        result.AssertFailed(3, says: "-InstallTools");
    }

    [Fact]
    public void A_nanoff_that_does_not_start_is_told()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(Bench.PathOf(".teddy/tools/nanoff"), UnixFileMode.UserRead);

        Bench.Flash().AssertFailed(3);
    }

    [Fact]
    public void A_nanoff_that_is_too_old_is_told()
    {
        Bench.Fake("version", "2.5.9");

        FlashResult result = Bench.Flash();

        result.AssertFailed(3, says: "nanoff 2.5.9 and nanoCLR 1.17.0.334 do not work together");
        Assert.Equal("chip", result.Calls[0].Step);
        Assert.DoesNotContain("deploy", result.Steps);
    }


    [Fact]
    public void A_target_whose_address_is_not_known_is_refused_before_anything_is_called()
    {
        FlashResult result = Bench.Flash("-Target", "ORGPAL_PALTHREE");

        result.AssertFailed(2, steps: "");
    }

    [Theory]
    [InlineData("", "is no image of TeddyFirmware")]
    [InlineData("MZ, a .dll", "is no image of TeddyFirmware")]
    [InlineData(null, "there is no application image")]
    public void An_image_that_is_missing_or_none_is_told_before_the_board_is_touched(string? content, string problem)
    {
        if (content is not null)
        {
            Bench.Write("app.bin", content);
        }

        FlashResult result = Bench.Flash("-Image", Bench.PathOf("app.bin"));

        result.AssertFailed(5, says: problem, steps: "");
    }

    [Fact]
    public void An_image_larger_than_its_partition_is_refused()
    {
        Bench.Write("large.bin", [.. TestImage.Of("TeddyFirmware"), .. new byte[0x1C0000]]);

        Bench.Flash("-Image", Bench.PathOf("large.bin")).AssertFailed(5);
    }

    [Theory]
    [InlineData("no certificate in here", "holds no certificate in PEM")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "holds a certificate that cannot be read")]
    [InlineData(null, "there is no CA file")]
    public void A_bundle_that_the_board_could_not_read_is_told(string? content, string problem)
    {
        Bench.WriteSettings("nf.config", ("wifi.ssid", "Nursery"), ("server.caFile", "my.pem"));
        if (content is not null)
        {
            Bench.Write("my.pem", content);
        }

        FlashResult result = Bench.Flash();

        result.AssertFailed(13, says: problem);
    }

    [Fact]
    public void All_mistakes_of_nf_config_are_told_with_their_lines_before_anything_is_called()
    {
        (string, string)[] wrong = [.. NfSettings.All.Where(setting => !setting.IsPrivate).Select(setting => (setting.Key, new string('\u00e9', 300)))];
        Bench.WriteSettings("nf.config", wrong);

        FlashResult result = Bench.Flash();

        result.AssertFailed(2, steps: "");
        for (int i = 0; i < wrong.Length; i++)
        {
            Assert.Contains($"nf.config({i + 3}): {wrong[i].Item1}: must ", result.Output);
        }
    }

    [Theory]
    [InlineData("wifi.password", "s3cr3t")]
    [InlineData("device.secret", "s3cr3t-value")]
    [InlineData("child.id", "s3cr3t value")]
    public void A_wrong_secret_is_told_without_its_value(string key, string value)
    {
        Bench.WriteSettings("nf.local.config", (key, value));

        FlashResult result = Bench.Flash();

        result.AssertFailed(2, says: $"nf.local.config(3): {key}: must be ");
        Assert.DoesNotContain("s3cr3t", result.Output);
    }

    [Theory]
    [InlineData("-Port", "")]
    [InlineData("-Target", "no target")]
    public void A_wrong_parameter_is_told(string parameter, string value)
    {
        FlashResult result = Bench.Flash(parameter, value.Length == 0 ? new string('x', 129) : value);

        result.AssertFailed(2, says: "command line: board.");
    }

    [Fact]
    public void Reset_and_SkipClr_contradict_each_other() => Bench.Flash("-Reset", "-SkipClr").AssertFailed(2);

    [Fact]
    public void A_wifi_without_a_name_is_told()
    {
        Bench.WriteSettings("nf.config");

        FlashResult result = Bench.Flash();

        result.AssertFailed(2, says: "wifi.ssid: is empty");
    }
}
