using System.Diagnostics;
using VirtualDevice.Commands;
using VirtualDevice.Doctor;

namespace VirtualDevice.Tests.Doctor;

/// <summary>A name with several addresses, each with a line of its own, and servers that swallow what they get.</summary>
public sealed class DoctorAddressTests : IDisposable
{
    private static readonly IPAddress s_good = IPAddress.Loopback;
    private static readonly IPAddress s_other = IPAddress.Parse("127.0.0.2");
    private readonly DoctorBench _doctor = new();

    public void Dispose() => _doctor.Dispose();

    [Fact]
    public async Task An_address_that_takes_no_connection_is_named_and_the_rest_looks_at_the_good_one()
    {
        await using var server = new ContractServer();
        using var dead = new DeafPort(s_other, server.Raw.EndPoint.Port);
        _doctor.Names = Of(s_other, s_good);

        DoctorReport report = await _doctor.RunAsync(server.Raw, server.Authority, stepDeadline: TimeSpan.FromSeconds(5));

        report.AssertRow("tcp", exitCode: 0, mark: "warn");
        string[] lines = report.TextOf("tcp").Split('\n');
        Assert.StartsWith($"{s_other}:{server.Raw.EndPoint.Port} silent: takes no connection within", lines[0]);
        Assert.StartsWith($"{s_good}:{server.Raw.EndPoint.Port} answered a ClientHello", lines[1]);
        Assert.Contains("a device loses up to 10 s there", report.AfterOf("tcp"));
        Assert.Equal("ok", report.MarkOf("session"));
    }

    [Fact]
    public async Task An_address_that_takes_connections_and_says_nothing_is_named()
    {
        await using var server = new ContractServer();
        using var silent = new TcpListener(s_other, server.Raw.EndPoint.Port);
        silent.Start();
        _doctor.Names = Of(s_other, s_good);

        DoctorReport report = await _doctor.RunAsync(server.Raw, server.Authority, stepDeadline: TimeSpan.FromSeconds(5));

        Assert.Equal(0, report.ExitCode);
        Assert.StartsWith($"{s_other}:{server.Raw.EndPoint.Port} silent: takes connections, and does not answer", report.TextOf("tcp"));
    }

    [Fact]
    public async Task Addresses_of_which_none_answers_fail_with_14_line_by_line()
    {
        using var free = new TcpListener(s_good, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        using var dead = new DeafPort(s_other, port);
        using var authority = new TestAuthority();
        _doctor.Names = Of(s_other, s_good);

        DoctorReport report = await _doctor.RunAsync(
            $"https://localhost:{port}", _doctor.WriteBundle(authority.Pem), stepDeadline: TimeSpan.FromSeconds(2));

        report.AssertRow("tcp", exitCode: 14, says: $"{s_other}:{port} silent");
        report.AssertRow("tcp", says: $"{s_good}:{port} refused");
        Assert.Contains("2 failed", report.Text);
    }

    [Fact]
    public async Task A_name_server_that_answers_everything_is_found_out_by_a_name_that_cannot_exist()
    {
        var page = IPAddress.Parse("192.0.2.1"); // RFC 5737: nobody's
        using var authority = new TestAuthority();
        _doctor.Names = Of(page);

        DoctorReport report = await _doctor.RunAsync(
            "https://teddy.example", _doctor.WriteBundle(authority.Pem), stepDeadline: TimeSpan.FromMilliseconds(200));

        report.AssertRow("dns", mark: "warn", says: "a name that cannot exist");
    }

    // The real deadlines: where a server swallows everything, a person has an answer after 15 s.
    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Before_a_server_that_swallows_everything_the_whole_run_takes_15_seconds_at_most(bool isTls)
    {
        await using var server = new ContractServer { Swallows = true };
        using var silent = new TcpListener(s_other, server.Raw.EndPoint.Port);
        silent.Start();
        _doctor.Names = Of(isTls ? s_good : s_other);
        var real = new DoctorContext(new RunFlags(), isClaimReal: false, TimeProvider.System);
        _doctor.RunDeadline = real.RunDeadline;

        long start = Stopwatch.GetTimestamp();
        DoctorReport report = await _doctor.RunAsync(server.Raw, server.Authority, stepDeadline: real.StepDeadline);

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Equal(isTls ? 18 : 15, report.ExitCode);
    }

    private static Func<string, IPAddress[]> Of(params IPAddress[] addresses) => _ => addresses;
}
