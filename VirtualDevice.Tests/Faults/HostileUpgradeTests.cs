using System.Text;
using TeddyFirmware;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.Faults;

/// <summary>Answers to the upgrade that are no upgrade: each is told apart, costs no token, and the device comes back.</summary>
public sealed class HostileUpgradeTests
{
    private const string Accepting = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";

    [Theory]
    [InlineData(Accepting + "Sec-WebSocket-Accept: d3Jvbmc=\r\n\r\n")]
    [InlineData(Accepting + "\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [InlineData("HTTP/9.9 what?\r\n\r\n")]
    public async Task A_wrong_or_missing_accept_key_and_no_HTTP_at_all_are_bad_upgrades(string answer)
    {
        await using var bench = new HostileBench(HostileBench.Answering(answer));

        await AssertBadUpgradeAsync(bench);
    }

    [Fact]
    public async Task A_head_of_64_kilobytes_is_a_bad_upgrade()
    {
        // With everything right but its length.
        await using var bench = new HostileBench(peer => AcceptWithAsync(peer, "Connection: Upgrade\r\nX: " + new string('x', 64 * 1024)));

        await AssertBadUpgradeAsync(bench);
    }

    [Theory]
    [InlineData("Sec-WebSocket-Protocol: chat")]
    [InlineData("Sec-WebSocket-Extensions: permessage-deflate")]
    public async Task What_was_not_asked_for_is_a_bad_upgrade(string header)
    {
        await using var bench = new HostileBench(peer => AcceptWithAsync(peer, "Connection: Upgrade\r\n" + header));

        await AssertBadUpgradeAsync(bench);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 101 Switch")]
    [InlineData(Accepting + "X: a head that never en")]
    public async Task An_answer_that_never_ends_is_given_up_after_20_s(string part)
    {
        var answered = new TaskCompletionSource();
        await using var bench = new HostileBench(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync(part);
            answered.SetResult();
            await peer.UntilEndAsync();
        });
        await answered.Task.Within();

        string line = await bench.Device.PassUntilAsync("session  refused reason=timed-out");

        Assert.Equal(20_000, bench.Device.Time.ElapsedMs);
        await bench.ComesBackAsync(line);
    }

    [Theory]
    [InlineData("connection: keep-alive, UPGRADE")]
    [InlineData("Connection: keep-alive\r\nConnection: Upgrade")]
    public async Task A_Connection_header_with_more_than_one_token_opens_the_session(string lines)
    {
        await using var bench = new HostileBench(peer => AcceptWithAsync(peer, lines));

        await bench.Device.UntilAsync("session  open");
        await bench.Device.EchoAsync("through a proxy");

        Assert.DoesNotContain("refused", bench.Device.Log.All);
    }

    [Fact]
    public async Task A_status_line_in_pieces_opens_the_session()
    {
        await using var bench = new HostileBench(async peer =>
        {
            await peer.SendSlowlyAsync(await peer.AcceptanceAsync());
            await HostileBench.EchoAsync(peer);
        });

        await bench.Device.UntilAsync("session  open");
        await bench.Device.EchoAsync("piece by piece");
    }

    [Fact]
    public async Task Texts_and_a_close_frame_in_one_segment_with_the_101_are_heard_in_order()
    {
        await using var bench = new HostileBench(async peer =>
        {
            await peer.AcceptAsync([.. ServerFrame.Text("one"), .. ServerFrame.Text("two"), .. ServerFrame.Close(1012)]);
            await peer.ReadCloseCodeAsync();
        });

        string line = await bench.Device.UntilAsync("closed code=1012");

        Assert.Equal("one", await bench.Device.NextMessageAsync());
        Assert.Equal("two", await bench.Device.NextMessageAsync());
        await bench.ComesBackAsync(line);
    }

    private static async Task AssertBadUpgradeAsync(HostileBench bench)
    {
        string line = await bench.Device.UntilAsync("session  refused reason=bad-upgrade");

        Assert.InRange(TimedDevice.Number(line, "retry_in_ms"), 250, 1000);
        await bench.Device.RestInAsync(DeviceState.SessionWait);
        await bench.ComesBackAsync(line);
        Assert.Equal((1, 0), (bench.Claims, bench.Refreshes));
    }

    private static async Task AcceptWithAsync(RawPeer peer, string lines)
    {
        string acceptance = Encoding.ASCII.GetString(await peer.AcceptanceAsync());
        await peer.SendAsync(acceptance.Replace("Connection: Upgrade", lines));
        await HostileBench.EchoAsync(peer);
    }
}
