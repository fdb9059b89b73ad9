using ServerStub.Deployed;

namespace VirtualDevice.Tests.EndToEnd;

/// <summary>A device and a server with all the habits of the deployed one.</summary>
public sealed class DeployedServerTests
{
    [Fact]
    public async Task The_device_survives_a_refresh_that_always_fails_with_one_claim()
    {
        await using Bench bench = await Bench.StartAsync(DeployedHabits.TurnOnAll);
        await using BenchDevice device = await bench.Start().OnlineAsync();
        StubEvent first = await bench.WaitForAsync(StubEventKind.SessionOpened);

        // A token that is refused is refreshed; the refresh is refused too, and so it claims.
        await bench.Stub.Sessions.CloseAsync(first.DeviceId!, 1008);

        await bench.WaitForAsync(StubEventKind.SessionOpened, after: first.Number);
        Assert.Equal(401, (await bench.WaitForAsync(StubEventKind.RefreshAnswered)).Status);
        Assert.Equal(1, bench.Count(StubEventKind.RefreshAnswered));
        Assert.Contains("this server refuses every refresh", device.Log.All);
        Assert.Equal(2, bench.Count(StubEventKind.ClaimAnswered));
    }
}
