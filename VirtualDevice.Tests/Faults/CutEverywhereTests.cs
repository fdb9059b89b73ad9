using ServerStub;

namespace VirtualDevice.Tests.Faults;

/// <summary>
/// Connections cut once at points all over their bytes, from the first of the TLS handshake to the last of the answer,
/// each by a device of its own. Wherever it happens, the device ends up claimed and in a session.
/// </summary>
public sealed class CutEverywhereTests
{
    private const int Points = 30;
    private const int ClaimConnection = 1;
    private const int SessionConnection = 2;
    private const int RefreshConnection = 3;

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_claim_cut_anywhere_is_made_good_by_one_more_claim(bool isReset)
    {
        await using Bench bench = await StartAsync();
        await CutEverywhereAsync(bench, ClaimConnection, isReset, async (device, isCut) =>
        {
            await NoticeAsync(device, isCut);
            await device.UntilAsync("session  echo");
            device.AssertCount(" claim    ", 1, 2);
        });
    }

    [Fact]
    public async Task An_upgrade_cut_anywhere_is_made_good_without_a_claim()
    {
        await using Bench bench = await StartAsync();
        await CutEverywhereAsync(bench, SessionConnection, isReset: false, async (device, isCut) =>
        {
            await NoticeAsync(device, isCut);
            await device.UntilAsync("session  echo");
            device.AssertCount(" claim    ", 1, 1);
        });
        Assert.Equal(Points + 1, bench.Count(StubEventKind.ClaimAnswered));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_refresh_cut_anywhere_is_made_good_and_at_most_one_claim_is_added(bool isRotating)
    {
        await using Bench bench = await StartAsync(options => options with { RotateRefresh = isRotating });
        await CutEverywhereAsync(bench, RefreshConnection, isReset: false, async (device, isCut) =>
        {
            await device.UntilAsync("session  echo");
            await bench.Stub.Sessions.CloseAsync(IdOf(device), 1008);
            await device.UntilAsync("closed code=1008");
            await NoticeAsync(device, isCut);
            await device.UntilAsync("session  echo");

            // Where refresh tokens are spent by use, the answer that was lost held the only good one.
            device.AssertCount(" claim    ", 1, isRotating ? 2 : 1);
        });
    }

    private static Task<Bench> StartAsync(Func<StubOptions, StubOptions>? change = null) => Bench.StartAsync(options =>
    {
        options = options with { Devices = [.. Enumerable.Range(0, Points + 1).Select(Device)] };
        return change?.Invoke(options) ?? options;
    });

    private static RegisteredDevice Device(int number) => new($"Teddy-cut-{number:D4}", "child" + number, [.. Enumerable.Repeat((byte)(number + 1), 32)]);

    private static string IdOf(SteppedDevice device) => Path.GetFileName(device.Folder);

    private static Task NoticeAsync(SteppedDevice device, bool isCut) => isCut ? device.UntilAsync(" warn ") : Task.CompletedTask;

    private static async Task CutEverywhereAsync(Bench bench, int connection, bool isReset, Func<SteppedDevice, bool, Task> story)
    {
        long whole = await RunAsync(bench, Points, connection, cutAfter: null, isReset, story);
        Assert.InRange(whole, 1000, 20_000);
        await Task.WhenAll(Enumerable.Range(0, Points).Select(i => RunAsync(bench, i, connection, whole * i / Points, isReset, story)));
    }

    // How many bytes that connection had, which tells where the points lie.
    private static async Task<long> RunAsync(Bench bench, int number, int connection, long? cutAfter, bool isReset, Func<SteppedDevice, bool, Task> story)
    {
        RegisteredDevice registered = Device(number);
        string folder = bench.FolderOf(registered.DeviceId);
        Flashed.Provision(folder, registered);
        await using var proxy = new FaultProxy(bench.Link.ConnectTo!);
        if (cutAfter is { } bytes)
        {
            proxy.PlanCut(connection, bytes, isReset);
        }

        await using var device = new SteppedDevice(folder, new ServerLink(bench.Trust, proxy.EndPoint));
        await story(device, cutAfter is not null);
        return proxy.BytesOf(connection);
    }
}
