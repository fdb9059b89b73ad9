using System.Security.Cryptography;

namespace VirtualDevice.Tests.EndToEnd;

/// <summary>What a device keeps and tells of a claim that is refused; the waits are in <c>ClaimCases</c> (contract, section 2).</summary>
public sealed class ClaimTests : BenchTests
{
    [Fact]
    public async Task A_wrong_secret_gets_401_and_no_token_is_stored()
    {
        await using BenchDevice device = Bench.Start(secret: RandomNumberGenerator.GetBytes(32));

        Assert.Contains("status=401", await device.Log.WaitForAsync("error claim"));
        await device.StopAsync();

        Assert.DoesNotContain(device.Platform.Flash.List(), name => name.StartsWith("tokens", StringComparison.Ordinal));
        Assert.Equal(0, Bench.Count(StubEventKind.SessionOpened));
        Assert.Equal(1, Bench.Count(StubEventKind.ClaimAnswered));
    }

    [Fact]
    public async Task An_unknown_device_gets_404_and_waits_to_be_registered()
    {
        await using BenchDevice device = Bench.Start(device: new RegisteredDevice("Teddy-unknown-1", "child1", new byte[32]));

        string line = await device.Log.WaitForAsync("error claim");

        Assert.Contains("status=404", line);
        Assert.Contains("fix=register the device", line);
        Assert.Equal(404, (await Bench.WaitForAsync(StubEventKind.ClaimAnswered)).Status);
    }
}
