using TeddyFirmware.Dialing;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>Claims that find no server, or not the right one: the device backs off and gives nothing away (contract, section 5).</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task A_server_of_another_authority_gets_not_a_byte()
    {
        using var other = new TestAuthority();
        await using var bench = new RawBench([Unreached]);

        await RefusesAsync(bench, bench.NewDevice(other.Trust));
    }

    [Fact]
    public async Task A_certificate_for_another_host_gets_not_a_byte()
    {
        await using var bench = new RawBench([Unreached], name: "teddy.example");

        await RefusesAsync(bench, bench.NewDevice());
    }

    [Theory]
    [InlineData(10), InlineData(-10)]
    public async Task A_certificate_that_is_ten_years_out_of_date_gets_not_a_byte(int years)
    {
        await using var bench = new RawBench([Unreached]);
        bench.Time.WallClockError = TimeSpan.FromDays(365 * years);

        await RefusesAsync(bench, bench.NewDevice());
    }

    [Fact]
    public async Task A_port_on_which_nobody_listens_backs_off()
    {
        using var reserved = new Socket(SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var bench = new RawBench([Unreached]);
        SteppedDevice device = bench.NewDevice(elsewhere: reserved.LocalEndPoint);
        device.Platform.Random.Draw = 1000;

        await device.WaitsAsync(DeviceState.ClaimWait, 1000, () => device.History.Count(state => state == DeviceState.Claiming));
    }

    [Fact]
    public async Task A_server_without_TLS_backs_off()
    {
        await using var server = new RawTcpServer(async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n{}"u8.ToArray(), stop);
            await stream.CopyToAsync(Stream.Null, stop);
        });
        await using var bench = new RawBench([Unreached]);
        SteppedDevice device = bench.NewDevice(elsewhere: server.EndPoint);
        device.Platform.Random.Draw = 1000;

        await device.WaitsAsync(DeviceState.ClaimWait, 1000, () => server.Connections);
    }

    [Fact]
    public async Task A_server_that_is_silent_in_the_handshake_is_given_up_within_20_s_and_backs_off()
    {
        await using var server = new RawTcpServer((stream, stop) => stream.CopyToAsync(Stream.Null, stop));
        await using var bench = new RawBench([Unreached]);
        SteppedDevice device = bench.NewDevice(elsewhere: server.EndPoint);
        device.Platform.Random.Draw = 1000;
        await device.ReachAsync(DeviceState.Claiming);
        await server.ArrivedAsync();

        await bench.PassDeadlineAsync(device, AddressOrder.TimeMs(new DeviceOptions().ConnectDeadlineMs));

        Assert.Equal(DeviceState.ClaimWait, device.State);
        await device.PassAsync(999);
        Assert.Equal(1, server.Connections);
        bench.Time.Pass(1);
        device.Step();
        await server.ArrivedAsync();
    }

    private static Task Unreached(RawPeer peer) => throw new InvalidOperationException("The claim was sent.");

    private static async Task RefusesAsync(RawBench bench, SteppedDevice device)
    {
        device.Platform.Random.Draw = 1000;
        await device.WaitsAsync(DeviceState.ClaimWait, 1000, () => bench.Connections);

        Assert.Equal(DeviceState.ClaimWait, device.State);
        Assert.Equal(2, bench.Connections);
        Assert.Equal(0, bench.BytesRead);
        Assert.Contains("tls-refused", device.Log.All);
    }
}
