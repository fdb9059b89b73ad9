using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.EndToEnd;

/// <summary>Bad input: one line that names what is wrong and the fix, exit code 2, and nothing is written.</summary>
public sealed class CommandLineErrorTests : IDisposable
{
    private const string GoodConfig = "<configuration><appSettings></appSettings></configuration>";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--colour", "command line: ", "--help")]
    [InlineData("--deadline soon", "command line: ", "--help")]
    [InlineData("--deadline 0", "command line: --deadline: ", "must be 1 to 3600")]
    [InlineData("--count 0", "command line: --count: ", "must be 1 to 5000")]
    [InlineData("--count 5001", "command line: --count: ", "must be 1 to 5000")]
    [InlineData("--count 1.5", "command line: ", "--count")]
    [InlineData("--count 2 --server https://example.org --ca ca.pem", "command line: --count: ", "leave out --server")]
    [InlineData("--server http://example.org --ca ca.pem", "command line: server.url: ", "must be an https address")]
    [InlineData("--server https://example.org", "command line: --ca: ", "needed with --server")]
    [InlineData("--server https://example.org --ca missing.pem", "command line: --ca: ", "cannot be read")]
    [InlineData("--server https://example.org --ca nf.config", "command line: --ca: ", "holds no certificate")]
    [InlineData("--ca ca.pem", "command line: --ca: ", "goes with --server")]
    [InlineData("--config other.config", "other.config: ", "not found")]
    [InlineData("--data nf.config", "command line: --data: ", "must be a folder")]
    public Task A_bad_flag(string arguments, string place, string fix) => AssertRefusedAsync(GoodConfig, arguments, place, fix);

    [Theory]
    [InlineData("<configuration>", "nf.config(1): ", "not well-formed XML")]
    [InlineData("<settings/>", "nf.config(1): ", "must be <configuration>")]
    [InlineData("<configuration><appSettings>\n<add key=\"claim.nonce\" value=\"both\"/></appSettings></configuration>", "nf.config(2): claim.nonce: ", "must be \"bytes\" or \"text\"")]
    [InlineData("<configuration><appSettings>\n<add key=\"device.ide\" value=\"Teddy-ESP32-0001\"/></appSettings></configuration>", "nf.config(2): device.ide: ", "did you mean \"device.id\"")]
    [InlineData("<configuration><appSettings>\n<add key=\"child.id\" value=\"child1\"/></appSettings></configuration>", "nf.config(2): child.id: ", "nf.local.config")]
    public Task A_bad_setting(string config, string place, string fix) => AssertRefusedAsync(config, "", place, fix);

    [Fact]
    public Task A_missing_config() => AssertRefusedAsync(null, "", "nf.config: ", "not found");

    [Fact]
    public async Task Another_server_without_the_devices_secrets()
    {
        using var authority = new TestAuthority();
        using var outside = new TempFolder();
        await File.WriteAllTextAsync(outside["ca.pem"], authority.Pem, TestContext.Current.CancellationToken);

        await AssertRefusedAsync(
            GoodConfig, $"--server https://example.org --ca {outside["ca.pem"]}", "settings: child.id and device.secret: ", "TEDDY_DEVICE_SECRET");
    }

    private async Task AssertRefusedAsync(string? config, string arguments, string place, string fix)
    {
        if (config is not null)
        {
            await File.WriteAllTextAsync(_folder["nf.config"], config, TestContext.Current.CancellationToken);
        }

        using var process = DeviceProcess.Start(_folder.FullName, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, await process.ExitCodeAsync());
        Assert.DoesNotContain('\n', process.Errors);
        Assert.StartsWith(place, process.Errors);
        Assert.Contains(fix, process.Errors);
        Assert.Equal("", process.Output.All);
        Assert.Equal(config is null ? [] : ["nf.config"], Directory.EnumerateFileSystemEntries(_folder.FullName).Select(Path.GetFileName));
    }
}
