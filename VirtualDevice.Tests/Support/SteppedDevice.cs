using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using TeddyFirmware.Session;

namespace VirtualDevice.Tests.Support;

/// <summary>
/// A whole device that a test steps through virtual time: what it does over the network is real and is waited for, what it
/// waits for by its clock costs nothing. It does nothing but while a test waits for something of it.
/// </summary>
internal sealed class SteppedDevice : DeviceRecorder, IWakeSignal, IAsyncDisposable
{
    /// <summary>The device's deadline for the answer to a request once it is sent.</summary>
    public const int AnswerDeadlineMs = 60_000;

    /// <summary>For tests of virtual days: hours of pings would be as many real round trips.</summary>
    public static readonly DeviceOptions NoHeartbeat = new() { HeartbeatIntervalMs = (int)TimeSpan.FromDays(3).TotalMilliseconds };

    private const int MaxStepsAtOneMoment = 1000;

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Device _device;
    private int _read;
    private bool _isCut;

    public SteppedDevice(string folder, ServerLink server, VirtualTime? time = null, DeviceOptions? options = null)
    {
        Folder = folder;
        Time = time ?? new VirtualTime();
        Platform = new SteppedPlatform(folder, server, Log, Time);
        _device = new Device(Platform, this, this, options);
    }

    public string Folder { get; }

    public VirtualTime Time { get; }

    public SteppedPlatform Platform { get; }

    public DeviceState State => _device.State;

    public long NowMs => Platform.Clock.MonotonicMs;

    /// <summary>How long the last step said that there is nothing to do.</summary>
    public int WaitMs { get; private set; }

    private bool IsUnderWay => IsExchanging || State is DeviceState.OnlineRefreshing or DeviceState.Closing;

    private bool IsExchanging => State is DeviceState.Claiming or DeviceState.Refreshing or DeviceState.Connecting;

    private bool IsWaiting => State is DeviceState.ClaimWait or DeviceState.RefreshWait or DeviceState.SessionWait or DeviceState.Misconfigured;

    /// <summary>The number behind a word of a line, such as the wait in <c>retry_in_ms=250</c>.</summary>
    public static int Number(string line, string word) =>
        int.Parse(Regex.Match(line, Regex.Escape(word) + @"=(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>One step: what is due begins.</summary>
    public void Step() => WaitMs = _device.Step();

    public void Wake() => _wake.Writer.TryWrite(true);

    public override SendResult Send(string text) => _device.Send(text);

    public void RequestStop() => _device.RequestStop();

    /// <summary>Steps, at one virtual moment, until nothing is under way: an exchange, or a session that is being opened.</summary>
    public Task SettleAsync() => DriveAsync(() => !IsUnderWay && !IsWoken, () => false);

    /// <summary>Steps until the device is in a state, without letting time pass.</summary>
    public Task ReachAsync(DeviceState state) => DriveAsync(() => State == state, () => false);

    /// <summary>Steps until the device is in a state and has nothing more to do, without letting time pass.</summary>
    public Task RestInAsync(DeviceState state) => DriveAsync(() => State == state && !IsWoken, () => false);

    /// <summary>Steps while something else comes to its end.</summary>
    public async Task<T> WhileAsync<T>(Task<T> other)
    {
        await DriveAsync(() => other.IsCompleted, () => false, other);
        return await other;
    }

    /// <summary>Steps to the next line that holds a text; time passes while the device waits for its next attempt.</summary>
    /// <remarks>Each wait for a line begins behind the line at which the last one ended, so that the log is read like a story.</remarks>
    public Task<string> UntilAsync(string text) => ReadAsync(text, () => IsWaiting);

    /// <summary>Steps to the next line that holds a text, and lets time pass, timer by timer, while nothing answers.</summary>
    public Task<string> PassUntilAsync(string text) => ReadAsync(text, () => true);

    public override async Task<string> NextMessageAsync()
    {
        string? message = null;
        await DriveAsync(() => Messages.Reader.TryRead(out message), () => false);
        return message!;
    }

    /// <summary>Lets time pass as whoever runs a device does: from one wait that it tells to the next.</summary>
    public async Task PassAsync(long ms)
    {
        long endMs = NowMs + ms;
        await SettleAsync();
        while (NowMs < endMs)
        {
            Assert.True(WaitMs > 0, $"The device in state {State} says that something is due, and does not do it.");
            Time.Pass(Math.Min(WaitMs, endMs - NowMs));
            await SettleAsync();
        }
    }

    /// <summary>Lets virtual time run out for an exchange that the server does not end.</summary>
    public Task PassDeadlineAsync()
    {
        Time.Pass(AnswerDeadlineMs);
        return SettleAsync();
    }

    /// <summary>Fails unless the device waits in this state for exactly so long: not a request at the server before, and one then.</summary>
    public async Task WaitsAsync(DeviceState state, long delayMs, Func<int> requests)
    {
        await SettleAsync();
        Assert.True(state == State, $"{state} was expected and not {State}:\n{Log.All}");
        int before = requests();
        await PassAsync(delayMs - 1);
        Assert.True(state == State && before == requests(), $"Something came before {delayMs} ms:\n{Log.All}");

        Time.Pass(1);
        Step();
        Assert.True(state != State, $"Nothing came after {delayMs} ms:\n{Log.All}");
        await SettleAsync();
        Assert.True(requests() > before, $"The request did not arrive:\n{Log.All}");
    }

    /// <summary>Fails, with the whole story, unless the log says a text so many times.</summary>
    public void AssertCount(string text, int atLeast, int atMost)
    {
        int count = Regex.Count(Log.All, Regex.Escape(text));
        Assert.True(count >= atLeast && count <= atMost, $"\"{text}\" {count} times, and not {atLeast} to {atMost}:\n{Log.All}");
    }

    /// <summary>As a power cut: whatever connection is open is gone, and nothing is said.</summary>
    public void CutPower()
    {
        _isCut = true;
        Platform.Http.Abandon();
        Platform.WebSocket.Abort();
        Assert.Equal(0, _device.IllegalEventCount);
    }

    /// <summary>As Ctrl-C, unless the power is gone already.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isCut)
        {
            // A server that does not answer our close would hold the device up for virtual seconds.
            RequestStop();
            await DriveAsync(() => _device.IsStopped, () => State == DeviceState.Closing);
            CutPower();
        }
    }

    private bool IsWoken => _wake.Reader.Count > 0;

    private async Task<string> ReadAsync(string text, Func<bool> mayPass)
    {
        await DriveAsync(() => Log.Has(text, _read), mayPass);
        _read = await Log.IndexAsync(text, _read) + 1;
        return Log.Line(_read - 1);
    }

    // Steps until something is so. Where there is nothing to do, time passes if it may; else whoever wakes the device is waited for.
    private async Task DriveAsync(Func<bool> isSo, Func<bool> mayPass, Task? other = null)
    {
        int stepsAtOneMoment = 0;
        for (Step(); !isSo(); Step())
        {
            Assert.True(++stepsAtOneMoment < MaxStepsAtOneMoment, "The device goes round without time passing:\n" + Log.All);
            if (_wake.Reader.TryRead(out _))
            {
                continue;
            }

            if (mayPass())
            {
                await PassToNextAsync();
                stepsAtOneMoment = 0;
            }
            else
            {
                await WokenAsync(other ?? Task.Delay(Timeout.Infinite));
            }
        }
    }

    // To the moment when the device or an adapter looks at the clock again. An adapter sets its deadline a moment after an
    // exchange has begun, and tells the device when it is over.
    private async Task PassToNextAsync()
    {
        Task timerSet = Time.TimerSet;
        long? leftMs = Time.NextDueMs - Time.ElapsedMs;
        if (IsExchanging && leftMs is null)
        {
            await WokenAsync(timerSet);
        }
        else if (leftMs < WaitMs)
        {
            Time.Pass(leftMs.Value);
            await WokenAsync(Task.Delay(Timeout.Infinite));
        }
        else
        {
            Time.Pass(WaitMs);
        }
    }

    private async Task WokenAsync(Task orThis)
    {
        Task woken = _wake.Reader.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask();
        try
        {
            await Task.WhenAny(woken, orThis).Within();
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Nothing happens in state {State}. The device says:\n{Log.All}");
        }
    }
}
