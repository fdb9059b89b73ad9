namespace VirtualDevice.Tests.EndToEnd;

/// <summary>The program as a person or a script starts it.</summary>
public sealed class CommandLineTests : ProgramTests
{
    [Fact]
    public async Task Once_ends_with_0_after_the_first_echo_and_the_second_time_without_a_claim_and_says_nothing_private()
    {
        using DeviceProcess first = await RunAsync(0, "--once");
        Assert.Contains("claim    status=200", first.Output.All);
        Assert.Contains("echo bytes=", first.Output.All);
        Assert.Contains("saw the session end with 1000", first.Output.All);

        using DeviceProcess second = await RunAsync(0, "--once");
        Assert.Contains("found sealed: no claim needed", second.Output.All);
        Assert.DoesNotContain("claim with", second.Output.All);

        string output = first.Output.All + second.Output.All + first.Errors + second.Errors;
        Assert.DoesNotContain('\x1b', output);
        using JsonDocument devices = JsonDocument.Parse(await File.ReadAllTextAsync(Folder[".teddy/stub/devices.json"], TestContext.Current.CancellationToken));
        JsonElement device = devices.RootElement.GetProperty("devices")[0];
        Assert.DoesNotContain(device.GetProperty("secret").GetString()!, output);
        Assert.DoesNotContain(device.GetProperty("child_id").GetString()!, output);
    }

    [Fact]
    public async Task A_reset_forgets_the_tokens_and_claims_again()
    {
        using DeviceProcess first = await RunAsync(0, "--once", "--data", "elsewhere");

        using DeviceProcess second = await RunAsync(0, "--once", "--reset", "--data", "elsewhere");

        Assert.Contains("factory reset", second.Output.All);
        Assert.Contains("claim    status=200", second.Output.All);
        Assert.True(Directory.Exists(Folder["elsewhere/stub"]));
        Assert.False(Directory.Exists(Folder[".teddy"]));
    }

    [Fact]
    public async Task A_stub_that_was_made_anew_gets_its_device_provisioned_anew()
    {
        using DeviceProcess first = await RunAsync(0, "--once");
        Directory.Delete(Folder[".teddy/stub"], recursive: true);

        using DeviceProcess second = await RunAsync(0, "--once");
        Assert.Contains("claim    status=200", second.Output.All);
    }

    [Fact]
    public async Task Lines_are_sent_and_their_answers_shown_until_quit()
    {
        using DeviceProcess process = Start();
        await process.Output.WaitForAsync("echo bytes=");

        await process.Input.WriteLineAsync("hello there");
        await process.Output.WaitForAsync("bench    sent");
        Assert.Contains(" ms", await process.Output.WaitForAsync("heard    Echo: hello there"));
        await process.Output.WaitForAsync("11 bytes");
        await process.Input.WriteLineAsync("/quit");

        Assert.Equal(0, await process.ExitCodeAsync());
        Assert.Contains("saw the session end with 1000", process.Output.All);
    }

    [Fact]
    public async Task A_line_that_is_typed_while_there_is_no_session_is_said_to_wait()
    {
        using var authority = new TestAuthority();
        await File.WriteAllTextAsync(Folder["ca.pem"], authority.Pem, TestContext.Current.CancellationToken);
        var secrets = new Dictionary<string, string> { ["TEDDY_CHILD_ID"] = "child1", ["TEDDY_DEVICE_SECRET"] = new string('a', 64) };
        using DeviceProcess process = Start(secrets, "--server", "https://localhost:1", "--ca", "ca.pem");
        await process.Output.WaitForAsync("warn  claim");

        await process.Input.WriteLineAsync("is anybody there?");
        await process.Output.WaitForAsync("bench    queued: no session is open");

        await process.Input.WriteLineAsync("/quit");
        Assert.Equal(0, await process.ExitCodeAsync());
    }

    [Fact]
    public async Task A_second_device_on_the_sameFolder_is_refused_and_told_who_has_it()
    {
        using DeviceProcess first = Start();
        await first.Output.WaitForAsync("echo bytes=");

        using DeviceProcess second = await RunAsync(2, "--once");
        Assert.StartsWith($"command line: --data: the device in this folder is run by process {first.Id}; ", second.Errors);
        await first.Input.WriteLineAsync("/quit");
        Assert.Equal(0, await first.ExitCodeAsync());
        using DeviceProcess third = await RunAsync(0, "--once");
    }

    [Fact]
    public async Task A_pipe_that_ends_at_once_still_gets_all_its_answers()
    {
        using DeviceProcess process = Start();
        for (int i = 0; i < 30; i++)
        {
            await process.Input.WriteLineAsync($"line {i}.");
        }

        process.Input.Close();

        Assert.Equal(0, await process.ExitCodeAsync());
        for (int i = 0; i < 30; i++)
        {
            Assert.Contains($"Echo: line {i}.", process.Output.All);
        }
    }

    [Fact]
    public async Task Ctrl_C_leaves_cleanly_with_0()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT for one process.");
        using DeviceProcess process = Start();
        await process.Output.WaitForAsync("echo bytes=");

        await process.InterruptAsync();

        Assert.Equal(0, await process.ExitCodeAsync());
        Assert.Contains("saw the session end with 1000", process.Output.All);
        Assert.Contains("stopped", process.Output.All);
        Assert.Equal("", process.Errors);
    }

    [Fact]
    public async Task Help_explains_with_examples()
    {
        using DeviceProcess process = await RunAsync(0, "--help");
        Assert.Contains("dotnet run --project VirtualDevice", process.Output.All);
        Assert.Contains("--server", process.Output.All);
        Assert.Equal([Folder["nf.config"]], Directory.GetFileSystemEntries(Folder.FullName));
    }

    [Fact]
    public async Task Another_server_is_reached_with_its_URL_its_authority_and_the_secrets_of_the_environment()
    {
        await using Bench bench = await Bench.StartAsync();

        using DeviceProcess process = StartAgainst(bench, bench.Stub.Registry.Development.Secret.ToArray(), bench.Stub.BaseUri);

        Assert.Equal(0, await process.ExitCodeAsync());
        Assert.Equal(200, (await bench.WaitForAsync(StubEventKind.ClaimAnswered)).Status);
        Assert.Equal(1000, (await bench.WaitForAsync(StubEventKind.SessionClosed)).CloseCode);
    }

    [Fact]
    public async Task A_device_that_the_server_does_not_accept_ends_with_4_and_the_reason()
    {
        await using Bench bench = await Bench.StartAsync();

        using DeviceProcess process = StartAgainst(bench, new byte[32], bench.Stub.BaseUri);

        Assert.Equal(4, await process.ExitCodeAsync());
        Assert.Contains("status=401", process.Errors);
        Assert.DoesNotContain('\n', process.Errors);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_ends_with_3_and_the_reason()
    {
        await using Bench bench = await Bench.StartAsync();
        Uri nobody = new("https://localhost:9");

        using DeviceProcess process = StartAgainst(bench, new byte[32], nobody, "--deadline", "2");

        Assert.Equal(3, await process.ExitCodeAsync());
        Assert.Contains("no echo within 2 s", process.Errors);
        Assert.DoesNotContain('\n', process.Errors);
    }

    private DeviceProcess StartAgainst(Bench bench, byte[] secret, Uri server, params string[] more)
    {
        RegisteredDevice device = bench.Stub.Registry.Development;
        var environment = new Dictionary<string, string>
        {
            ["TEDDY_CHILD_ID"] = device.ChildId,
            ["TEDDY_DEVICE_SECRET"] = Convert.ToHexString(secret),
        };
        return Start(environment,
            ["--once", "--server", server.GetLeftPart(UriPartial.Authority), "--ca", bench.Stub.CaPemPath, .. more]);
    }
}
