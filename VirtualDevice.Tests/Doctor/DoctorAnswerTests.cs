using System.Text.RegularExpressions;

namespace VirtualDevice.Tests.Doctor;

/// <summary>What a server's answers tell: health, clock, claim and session, from a server of the contract with one thing changed.</summary>
public sealed class DoctorAnswerTests : IDisposable
{
    private readonly DoctorBench _doctor = new();

    public void Dispose() => _doctor.Dispose();

    [Fact]
    public async Task Of_the_device_a_dry_run_sends_its_id_in_the_sessions_path_and_nothing_else()
    {
        await using var server = new ContractServer();

        DoctorReport report = await RunAsync(server);

        Assert.Equal(0, report.ExitCode);
        Assert.Equal(5, server.Requests.Count); // health; claim and session, each with its control
        Assert.Contains(server.Requests, request => request.StartsWith("POST /api/v1/pair/claim ", StringComparison.Ordinal) && request.EndsWith("\r\n\r\n{}", StringComparison.Ordinal));
        string all = Regex.Replace(string.Join('\n', server.Requests), $"/ws/esp32(-[0-9a-f]{{8}})?/{DoctorBench.DeviceId} ", "");
        DoctorBench.AssertNothingPrivate(all);
        Assert.DoesNotContain("token=", all);
    }

    [Theory]
    [InlineData("health", 200, "ok", 0, "answers 200")]
    [InlineData("health", 404, "ok", 0, "answers 404")]
    [InlineData("health", 403, "ok", 0, "answers 403")]
    [InlineData("health", 429, "warn", 0, "answers 429")]
    [InlineData("health", 500, "FAIL", 18, "answers 500")]
    [InlineData("health", 503, "FAIL", 18, "answers 503")]
    [InlineData("claim", 422, "ok", 0, "refused as malformed")]
    [InlineData("claim", 400, "ok", 0, "refused as malformed")]
    [InlineData("claim", 404, "FAIL", 21, "the claim is not there")]
    [InlineData("claim", 405, "FAIL", 21, "the claim is not there")]
    [InlineData("claim", 308, "FAIL", 21, "sent elsewhere")]
    [InlineData("claim", 500, "FAIL", 21, "the server fails")]
    [InlineData("claim", 200, "FAIL", 21, "no server of the contract")]
    [InlineData("claim", 401, "warn", 0, "wants to know who asks")]
    [InlineData("claim", 429, "warn", 0, "not now")]
    [InlineData("session", 401, "ok", 0, "as it should; a path that cannot exist gets 404")]
    [InlineData("session", 403, "ok", 0, "as it should; a path that cannot exist gets 404")]
    [InlineData("session", 404, "FAIL", 22, "device not registered, or another path")]
    [InlineData("session", 426, "FAIL", 22, "not taken as an upgrade")]
    [InlineData("session", 200, "FAIL", 22, "not taken as an upgrade")]
    [InlineData("session", 500, "FAIL", 22, "gets 500")]
    [InlineData("session", 503, "warn", 0, "not now")]
    public async Task Health_an_empty_claim_and_an_upgrade_without_a_token_are_told_by_their_status(string row, int status, string mark, int exitCode, string says)
    {
        string answer = ContractServer.Status(status);
        await using ContractServer server = row switch
        {
            "health" => new ContractServer { Health = answer },
            "claim" => new ContractServer { Claim = answer },
            _ => new ContractServer { Session = answer },
        };

        DoctorReport report = await RunAsync(server);

        report.AssertRow(row, exitCode, mark, says);
        Assert.Equal(mark != "ok", report.AfterOf(row).Contains("fix: "));
        Assert.True(row != "health" || report.MarkOf("claim") == "ok");
    }

    [Theory]
    [InlineData(0, "ok", 0, "agree")]
    [InlineData(10, "ok", 0, "agree")]
    [InlineData(150, "warn", 0, "2 min behind")]
    [InlineData(-120, "warn", 0, "2 min ahead of")]
    [InlineData(-1205, "FAIL", 19, "20 min ahead of")]
    [InlineData(1210, "FAIL", 19, "20 min behind")]
    [InlineData(-5 * 24 * 3600, "FAIL", 19, "5 days ahead of")]
    public async Task A_server_whose_date_is_so_many_seconds_ahead(int seconds, string mark, int exitCode, string says)
    {
        await using var server = new ContractServer { DateAhead = TimeSpan.FromSeconds(seconds) };

        DoctorReport report = await RunAsync(server);

        report.AssertRow("clock", exitCode: exitCode, mark: mark, says: says);
        Assert.Equal(mark != "ok", report.AfterOf("clock").Contains("fix: set this machine's clock"));
    }

    [Fact]
    public async Task A_server_without_a_date_leaves_the_clock_unchecked()
    {
        await using var server = new ContractServer();

        DoctorReport report = await RunAsync(server);

        report.AssertRow("clock", exitCode: 0, mark: "skip");
    }

    // Django, FastAPI and others refuse an upgrade of an unknown route with 403 (issue 16).
    [Theory]
    [InlineData(401), InlineData(403)]
    public async Task A_server_that_refuses_an_upgrade_of_any_path_alike_leaves_untold_whether_the_path_is_right(int status)
    {
        await using var server = new ContractServer { Session = ContractServer.Status(status), Elsewhere = ContractServer.Status(status) };

        DoctorReport report = await RunAsync(server);

        report.AssertRow("session", exitCode: 0, mark: "warn", says: "whether session.path is right cannot be told", fix: "--claim tells");
    }

    [Fact]
    public async Task A_server_that_refuses_a_post_to_any_path_alike_leaves_untold_whether_the_path_is_right()
    {
        await using var server = new ContractServer { Claim = ContractServer.Status(400), Elsewhere = ContractServer.Status(400) };

        DoctorReport report = await RunAsync(server);

        report.AssertRow("claim", exitCode: 0, mark: "warn", says: "whether claim.path is right cannot be told");
    }

    [Theory]
    [InlineData(1008, "ok", "is closed with 1008")]
    [InlineData(1000, "warn", "is closed with 1000")]
    public async Task An_upgrade_without_a_token_that_is_accepted_and_closed(int code, string mark, string says)
    {
        byte[] close = [0x88, 0x02, (byte)(code >> 8), (byte)code];
        await using var server = new ContractServer
        {
            SessionScript = async peer =>
            {
                await peer.SendAsync([.. peer.Acceptance(), .. close]);
                await peer.UntilEndAsync();
            },
        };

        DoctorReport report = await RunAsync(server);

        report.AssertRow("session", mark: mark, says: says);
    }

    [Fact]
    public async Task A_session_that_stays_open_without_a_token_fails_with_22()
    {
        await using var server = new ContractServer
        {
            SessionScript = async peer =>
            {
                await peer.SendAsync(peer.Acceptance());
                await peer.UntilEndAsync();
            },
        };

        DoctorReport report = await _doctor.RunAsync(server.Raw, server.Authority, stepDeadline: TimeSpan.FromSeconds(5));

        report.AssertRow("session", exitCode: 22, says: "anybody gets in");
    }

    [Fact]
    public async Task The_first_row_that_fails_gives_the_exit_code_and_later_ones_are_tried_all_the_same()
    {
        await using var server = new ContractServer { Health = ContractServer.Status(500), Claim = ContractServer.Status(404), Session = ContractServer.Status(404) };

        DoctorReport report = await RunAsync(server);

        Assert.Equal(18, report.ExitCode);
        Assert.EndsWith("3 failed, 0 warnings; exit code 18\n", report.Text);
    }

    private Task<DoctorReport> RunAsync(ContractServer server) => _doctor.RunAsync(server.Raw, server.Authority);
}
