using ServerStub.Commands;

namespace ServerStub.Tests;

/// <summary>The command line.</summary>
public sealed class CommandTests
{
    private const string Empty = "<configuration><appSettings/></configuration>";

    [Theory]
    [InlineData("--port 99999", "command line: stub.port: must be a whole number from 0 to 65535")]
    [InlineData("--responses loud", "command line: stub.responses: must be \"plain\" or \"deployed\"")]
    [InlineData("--set claim.nonse=text", "command line: claim.nonse: unknown key; did you mean \"claim.nonce\"?")]
    [InlineData("--set claim.nonce", "command line: --set: must be KEY=VALUE")]
    [InlineData("--no-such-flag", "command line: ")]
    [InlineData("--port", "command line: ")]
    public async Task Bad_input_gives_one_line_and_code_2_and_writes_nothing(string flags, string expected)
    {
        using var folder = new TempFolder();
        string config = folder.Write("nf.config", Empty);

        (int code, string output, string errors) = await RunAsync(["--config", config, .. flags.Split(' ')]);

        Assert.Equal(2, code);
        Assert.StartsWith(expected, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.Empty(output);
        Assert.Equal(config, Assert.Single(Directory.GetFileSystemEntries(folder.FullName)));
    }

    [Fact]
    public async Task A_missing_file_gives_one_line_and_code_2()
    {
        using var folder = new TempFolder();

        (int code, _, string errors) = await RunAsync(["--config", folder["nf.config"]]);

        Assert.Equal(2, code);
        Assert.StartsWith("nf.config: not found;", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_flag_and_code_is_0()
    {
        (int code, string output, _) = await RunAsync(["--help"]);

        Assert.Equal(0, code);
        Assert.All(["--config", "--set", "--port", "--address", "--data", "--responses", "--nonce", "--quiet"],
            flag => Assert.Contains(flag, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_prints_where_it_is_and_ends_in_order()
    {
        using var folder = new TempFolder();
        using var deadline = new Deadline();
        using var stop = new CancellationTokenSource();
        var output = new FirstLines("Ctrl-C ends.");
        string config = folder.Write("nf.config", Empty);

        Task<int> running = StubCommand.RunAsync(
            ["--config", config, "--port", "0", "--address", "127.0.0.1", "--quiet"], output, TextWriter.Null, stop.Token);
        string[] lines = (await output.Text.WaitAsync(deadline.Token)).Split('\n', StringSplitOptions.TrimEntries);
        string url = lines.Single(line => line.StartsWith("url", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        string caFile = lines.Single(line => line.StartsWith("ca file", StringComparison.Ordinal))["ca file".Length..].Trim();
        using (var http = new HttpClient(TrustingClient.Handler(caFile)))
        {
            using HttpResponseMessage health = await http.GetAsync(url + "/health", deadline.Token);
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }

        await stop.CancelAsync();

        Assert.Equal(0, await running.WaitAsync(deadline.Token));
        Assert.Equal(folder[Path.Combine(".teddy", "stub", "ca.pem")], caFile);
        Assert.Contains("device   …0001", lines);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] args)
    {
        using var deadline = new Deadline();
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int code = await StubCommand.RunAsync(args, output, errors, deadline.Token);
        return (code, output.ToString(), errors.ToString());
    }
}
