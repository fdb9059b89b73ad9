using Microsoft.AspNetCore.Builder;
using ServerStub;

namespace VirtualDevice.Tests.Support;

/// <summary>A whole device in virtual time, a real server, and a <see cref="FaultProxy"/> between the two.</summary>
internal sealed class FaultBench : IAsyncDisposable
{
    private const int IntoTheRecord = 40;
    private readonly TaskCompletionSource<bool> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LinkPhase? _phase;
    private readonly LinkFault? _fault;
    private int _isBegun;

    private FaultBench(LinkPhase? phase, LinkFault? fault)
    {
        _phase = phase;
        _fault = fault;
    }

    public Bench Bench { get; private set; } = null!;

    public FaultProxy Proxy { get; private set; } = null!;

    public SteppedDevice Device { get; private set; } = null!;

    private bool IsSilent => _fault is LinkFault.StallDown or LinkFault.StallUp or LinkFault.LongDelay;

    /// <summary>Starts all three, with a fault that begins in a phase; one of <see cref="LinkPhase.Session"/> when the session has echoed.</summary>
    public static async Task<FaultBench> StartAsync(
        LinkPhase? phase = null, LinkFault? fault = null, Func<StubOptions, StubOptions>? change = null)
    {
        var bench = new FaultBench(phase, fault);
        bench.Bench = await Bench.StartAsync(options => (change?.Invoke(options) ?? options) with { BeforeEndpoints = bench.Watch });
        var time = new VirtualTime();
        bench.Proxy = new FaultProxy(bench.Bench.Link.ConnectTo!, time);
        if (phase == LinkPhase.Handshake)
        {
            bench.Begin();
        }

        Flashed.Provision(bench.Bench.FolderOf("device"), bench.Bench.Stub.Registry.Development);
        bench.Device = new SteppedDevice(bench.Bench.FolderOf("device"), new ServerLink(bench.Bench.Trust, bench.Proxy.EndPoint), time);
        if (phase == LinkPhase.Session)
        {
            await bench.Device.UntilAsync("session  echo");

            // The second answer to the first text is a sign of life too: still on its way over a link that stalls in the other
            // direction only, it would come after time has passed.
            await bench.Device.MessageWithAsync("\"processed\"");
            bench.Begin();
        }

        return bench;
    }

    /// <summary>Waits for the line with which the device notices the fault. Where nothing else tells of it, time has to.</summary>
    public async Task<string> NoticedAsync(string text)
    {
        await Device.WhileAsync(_begun.Task);
        if (_phase == LinkPhase.Upgrade && IsSilent)
        {
            await Device.WhileAsync(Bench.WaitForAsync(StubEventKind.SessionOpened));
        }

        return IsSilent ? await Device.PassUntilAsync(text) : await Device.UntilAsync(text);
    }

    /// <summary>Lets time pass whenever the proxy holds bytes back, until the device says something.</summary>
    public async Task<string> CrawlUntilAsync(string text)
    {
        Task<string> said = Device.UntilAsync(text);
        while (!said.IsCompleted)
        {
            Task up = Proxy.Up.Held.WaitToReadAsync().AsTask();
            Task down = Proxy.Down.Held.WaitToReadAsync().AsTask();
            await Task.WhenAny(said, up, down);
            while (Proxy.Up.Held.TryRead(out TimeSpan held) || Proxy.Down.Held.TryRead(out held))
            {
                Device.Time.Advance(held);
            }
        }

        return await said;
    }

    /// <summary>The fault is over: the device comes back, has a session that echoes, and has claimed so many times.</summary>
    public async Task RecoversAsync(int claims)
    {
        Proxy.Heal();
        await Device.UntilAsync("session  open");
        await Device.EchoAsync("after the fault");
        Device.AssertCount(" claim    ", claims, claims);
        Assert.InRange(Bench.Count(StubEventKind.ClaimAnswered), 1, claims);
    }

    public async ValueTask DisposeAsync()
    {
        Proxy.Heal();
        await Device.DisposeAsync();
        await Proxy.DisposeAsync();
        Assert.Equal(0, Proxy.Open);
        await Bench.DisposeAsync();
    }

    private void Watch(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        bool isUpgrade = context.Request.Path.StartsWithSegments("/ws");
        bool isBegun = _phase == (isUpgrade ? LinkPhase.Upgrade : LinkPhase.ClaimAnswer) && Begin();

        // In virtual time the device is back before the server has seen that the link broke, and a session that it opens
        // only then would take the new one's place. Over a stalled link it does open one: the test waits for that.
        if (!isBegun || !isUpgrade || IsSilent)
        {
            await next(context);
        }
    });

    private bool Begin()
    {
        if (Interlocked.Exchange(ref _isBegun, 1) != 0)
        {
            return false;
        }

        Break();
        _begun.SetResult(true);
        return true;
    }

    private void Break()
    {
        switch (_fault)
        {
            case LinkFault.StallDown: Proxy.Down.Stall(); break;
            case LinkFault.StallUp: Proxy.Up.Stall(); break;
            case LinkFault.HalfCloseToDevice: Proxy.Last.HalfCloseToDevice(); break;
            case LinkFault.HalfCloseToServer: Proxy.Last.HalfCloseToServer(); break;
            case LinkFault.Cut when _phase == LinkPhase.Handshake: Proxy.PlanCut(1, IntoTheRecord); break;
            case LinkFault.Reset when _phase == LinkPhase.Handshake: Proxy.PlanCut(1, IntoTheRecord, isReset: true); break;
            case LinkFault.Cut: Proxy.Last.CutAfter(IntoTheRecord, isReset: false); break;
            case LinkFault.Reset: Proxy.Last.CutAfter(0, isReset: true); break;
            case LinkFault.Delay: Proxy.Up.Delay = Proxy.Down.Delay = TimeSpan.FromSeconds(1); break;
            case LinkFault.LongDelay: Proxy.Up.Delay = Proxy.Down.Delay = TimeSpan.FromMinutes(1); break;
            case LinkFault.Throttle: Proxy.Up.BytesPerSecond = Proxy.Down.BytesPerSecond = 1000; break;
            case LinkFault.SingleBytes: Proxy.Up.IsByteByByte = Proxy.Down.IsByteByByte = true; break;
        }
    }
}
