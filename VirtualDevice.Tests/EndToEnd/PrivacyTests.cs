namespace VirtualDevice.Tests.EndToEnd;

/// <summary>What no log line may hold.</summary>
public sealed class PrivacyTests
{
    [Fact]
    public async Task The_logs_of_a_full_run_hold_no_token_secret_nonce_MAC_or_child()
    {
        var traffic = new TrafficRecorder();
        var planted = new RegisteredDevice(Bench.DeviceId, "child-planted-4711", [.. Enumerable.Range(100, 32).Select(value => (byte)value)]);
        await using Bench bench = await Bench.StartAsync(options => options with
        {
            Devices = [planted],
            RotateRefresh = true,
            BeforeEndpoints = traffic.Use,
        });
        BenchDevice device = bench.Start();
        await device.FirstEchoAsync();
        StubEvent opened = await bench.WaitForAsync(StubEventKind.SessionOpened);

        // A refresh, a session that is refused, and a claim that is: errors tempt to tell more.
        await bench.Stub.Sessions.CloseAsync(Bench.DeviceId, 1008);
        await bench.WaitForAsync(StubEventKind.SessionOpened, after: opened.Number);
        await bench.OpenSessionAsync(Bench.DeviceId, bench.Stub.Tokens.Issue("Teddy-somebody", "child-planted-4711").Access);
        BenchDevice wrong = bench.Start("wrong", planted, secret: new byte[32]);
        await wrong.Log.WaitForAsync("status=401");
        await device.DisposeAsync();
        await wrong.DisposeAsync();

        string logs = device.Log.All + "\n" + wrong.Log.All + "\n" + bench.StubLog.All;
        string[] secrets = [.. traffic.Secrets, planted.ChildId, Convert.ToHexString(planted.Secret)];
        Assert.InRange(secrets.Length, 10, 100);
        Assert.Contains("SessionOpened", logs);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, logs, StringComparison.OrdinalIgnoreCase));
    }
}
