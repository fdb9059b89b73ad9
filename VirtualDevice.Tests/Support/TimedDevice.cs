using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using TeddyFirmware;
using TeddyFirmware.Session;
using VirtualDevice.Platform;
using VirtualDevice.Running;

namespace VirtualDevice.Tests.Support;

/// <summary>
/// A whole device in virtual time, whose log is read like a story: each wait begins behind the line at which the last one
/// ended, and lets time pass only while the device has nothing else to do.
/// </summary>
internal sealed class TimedDevice : IDeviceObserver, IAsyncDisposable
{
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
    private readonly DeviceLoop _loop;
    private readonly Task _running;
    private TaskCompletionSource _moved = New();
    private volatile DeviceMoment _moment = new(DeviceState.Booting, 0);
    private int _jumpedAt;
    private int _read;

    public TimedDevice(string folder, ServerLink link, BenchTime? time = null)
    {
        Folder = folder;
        Time = time ?? new BenchTime();
        Platform = new PcPlatform(folder, link, Log, Time);
        _loop = new DeviceLoop(Platform, this);
        _running = _loop.RunAsync();
    }

    public string Folder { get; }

    public BenchTime Time { get; }

    public PcPlatform Platform { get; }

    public LineRecorder Log { get; } = new();

    public DeviceState State => _moment.State;

    /// <summary>Waits for the next line that holds a text; time passes while the device waits for its next attempt.</summary>
    public Task<string> UntilAsync(string text) => ReadAsync(text, passesAlways: false);

    /// <summary>Waits for the next line that holds a text, and lets time pass, timer by timer, while nothing answers.</summary>
    public Task<string> PassUntilAsync(string text) => ReadAsync(text, passesAlways: true);

    /// <summary>Waits until the device is in a state, without letting time pass, and has nothing more to do.</summary>
    public async Task RestInAsync(DeviceState state)
    {
        Task moved = _moved.Task;
        while (_moment.State != state)
        {
            await moved.Within();
            moved = _moved.Task;
        }

        await Time.RestAsync(_moment.RestsBefore, 1, TestContext.Current.CancellationToken).Within();
    }

    /// <summary>Sends a text, and waits for its echo. Other messages before it are dropped.</summary>
    public async Task EchoAsync(string text)
    {
        Assert.Equal(SendResult.Queued, Send(text));
        while (await NextMessageAsync() != "Echo: " + text)
        {
        }
    }

    /// <summary>The next message that the device took; it fails with the log where none comes.</summary>
    public async Task<string> NextMessageAsync()
    {
        try
        {
            return await _messages.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within();
        }
        catch (TimeoutException)
        {
            throw new TimeoutException("No message. The device says:\n" + Log.All);
        }
    }

    public SendResult Send(string text) => _loop.Send(text);

    public void RequestStop() => _loop.RequestStop();

    public int Count(string text) => Regex.Count(Log.All, Regex.Escape(text));

    /// <summary>Holds where the log says a text so many times; it fails with the whole story.</summary>
    public void AssertCount(string text, int atLeast, int atMost)
    {
        int count = Count(text);
        if (count < atLeast || count > atMost)
        {
            Assert.Fail($"\"{text}\" {count} times, and not {atLeast} to {atMost}. The device says:\n{Log.All}");
        }
    }

    /// <summary>The number behind a word of a line, such as the wait in <c>retry_in_ms=250</c>.</summary>
    public static int Number(string line, string word) =>
        int.Parse(Regex.Match(line, Regex.Escape(word) + @"=(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

    public void OnTransition(DeviceState from, DeviceState to)
    {
        _moment = new DeviceMoment(to, Time.Rests);
        Interlocked.Exchange(ref _moved, New()).SetResult();
    }

    public void OnMessage(byte[] message, int length) => _messages.Writer.TryWrite(Encoding.UTF8.GetString(message, 0, length));

    public void OnStatus(string status)
    {
    }

    public void OnEcho(int length, int roundTripMs)
    {
    }

    public async ValueTask DisposeAsync()
    {
        RequestStop();
        while (!_running.IsCompleted)
        {
            Task moved = _moved.Task;
            DeviceMoment moment = _moment;
            if (moment.State != DeviceState.Closing)
            {
                await Task.WhenAny(_running, moved);
                continue;
            }

            // A server that does not answer our close would hold the device up for virtual seconds.
            await Task.WhenAny(_running, moved, RestAsync(moment, 1, CancellationToken.None));
            if (_moment == moment && !_running.IsCompleted)
            {
                Jump(Time.JumpToLoop);
            }
        }

        _loop.Dispose();
        Assert.DoesNotContain("illegal event", Log.All);
    }

    private static bool OnlyWaits(DeviceState state) => state
        is DeviceState.ClaimWait or DeviceState.RefreshWait or DeviceState.SessionWait or DeviceState.Misconfigured;

    // The loop has a timer, and so has the adapter for its deadline, a moment later.
    private static bool HasExchange(DeviceState state) => state is DeviceState.Claiming or DeviceState.Refreshing or DeviceState.Connecting;

    private async Task<string> ReadAsync(string text, bool passesAlways)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<int> found = Log.IndexAsync(text, _read);
        while (!found.IsCompleted && !Log.Has(text, _read))
        {
            Task moved = _moved.Task;
            DeviceMoment moment = _moment;
            if (!passesAlways && !OnlyWaits(moment.State))
            {
                await Task.WhenAny(found, moved);
                continue;
            }

            Task rested = RestAsync(moment, HasExchange(moment.State) ? 2 : 1, over.Token);
            await Task.WhenAny(found, rested);

            // What the device said before it came to rest stands in the log by now: no time passes any more once it is there.
            if (rested.IsCompletedSuccessfully && _moment == moment && !Log.Has(text, _read))
            {
                Jump(Time.Jump);
            }
        }

        await over.CancelAsync();
        _read = await found + 1;
        return Log.Line(_read - 1);
    }

    // Each jump has a rest of its own: to jump again at once would be a busy loop, which takes the servers' threads from them.
    private Task RestAsync(DeviceMoment moment, int timers, CancellationToken cancellationToken) =>
        Time.RestAsync(Math.Max(moment.RestsBefore, _jumpedAt), timers, cancellationToken);

    private void Jump(Action jump)
    {
        _jumpedAt = Time.Rests;
        jump();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
