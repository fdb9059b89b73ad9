namespace VirtualDevice.Tests.EndToEnd;

/// <summary>Bad input: one line that names what is wrong and the fix, exit code 2, and nothing is written.</summary>
public sealed class CommandLineErrorTests : ProgramTests
{
    [Theory]
    [InlineData("--colour", "command line: ", "--help")]
    [InlineData("--deadline soon", "command line: --deadline: ", "must be a whole number")]
    [InlineData("--deadline", "command line: --deadline: ", "must be a whole number")]
    [InlineData("--deadline 0", "command line: --deadline: ", "must be 1 to 3600")]
    [InlineData("--count 0", "command line: --count: ", "must be 1 to 5000")]
    [InlineData("--count 5001", "command line: --count: ", "must be 1 to 5000")]
    [InlineData("--count 1.5", "command line: --count: ", "must be a whole number")]
    [InlineData("--count 2 --server https://example.org --ca ca.pem", "command line: --count: ", "leave out --server")]
    [InlineData("--server http://example.org --ca ca.pem", "command line: server.url: ", "must be an https address")]
    [InlineData("--server https://example.org", "command line: --ca: ", "needed with --server")]
    [InlineData("--server https://example.org --ca missing.pem", "command line: --ca: ", "cannot be read")]
    [InlineData("--server https://example.org --ca nf.config", "command line: --ca: ", "holds no certificate")]
    [InlineData("--ca ca.pem", "command line: --ca: ", "goes with --server")]
    [InlineData("--config other.config", "other.config: ", "not found")]
    [InlineData("--data nf.config", "command line: --data: ", "must be a folder")]
    [InlineData("--data nf.config/device", "this machine: ", "the folder cannot be made; choose another with --data")]
    public Task A_bad_flag(string arguments, string place, string fix) => AssertRefusedAsync(arguments, place, fix);

    [Theory]
    [InlineData("<configuration>", "nf.config(1): ", "not well-formed XML")]
    [InlineData("<settings/>", "nf.config(1): ", "must be <configuration>")]
    [InlineData("<configuration><appSettings>\n<add key=\"claim.nonce\" value=\"both\"/></appSettings></configuration>", "nf.config(2): claim.nonce: ", "must be \"bytes\" or \"text\"")]
    [InlineData("<configuration><appSettings>\n<add key=\"device.ide\" value=\"Teddy-ESP32-0001\"/></appSettings></configuration>", "nf.config(2): device.ide: ", "did you mean \"device.id\"")]
    [InlineData("<configuration><appSettings>\n<add key=\"child.id\" value=\"child1\"/></appSettings></configuration>", "nf.config(2): child.id: ", "nf.local.config")]
    public Task A_bad_setting(string config, string place, string fix)
    {
        Folder.Write("nf.config", config);
        return AssertRefusedAsync("", place, fix);
    }

    [Fact]
    public Task A_missing_config()
    {
        File.Delete(Folder["nf.config"]);
        return AssertRefusedAsync("", "nf.config: ", "not found");
    }

    [Fact]
    public async Task Another_server_without_the_devices_secrets()
    {
        using var authority = new TestAuthority();
        using var outside = new TempFolder();
        string bundle = outside.Write("ca.pem", authority.Pem);

        await AssertRefusedAsync($"--server https://example.org --ca {bundle}", "settings: child.id and device.secret: ", "TEDDY_DEVICE_SECRET");
    }

    private async Task AssertRefusedAsync(string arguments, string place, string fix)
    {
        string[] before = Directory.GetFileSystemEntries(Folder.FullName);

        using DeviceProcess process = await RunAsync(2, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.DoesNotContain('\n', process.Errors);
        Assert.StartsWith(place, process.Errors);
        Assert.Contains(fix, process.Errors);
        Assert.Equal("", process.Output.All);
        Assert.Equal(before, Directory.GetFileSystemEntries(Folder.FullName));
    }
}
