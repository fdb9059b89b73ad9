using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ServerStub.Events;

/// <summary>
/// What happened in a stub, in order: the log, the tests and the page all read from here, so that there is one place
/// where something could be said too much. Keeps the last <see cref="Capacity"/> events.
/// </summary>
public sealed partial class StubEvents
{
    /// <summary>How many events are kept, and how many may wait for a slow reader before it loses the oldest.</summary>
    public const int Capacity = 4096;

    private const int MaxDeviceIdLength = 64;

    private readonly Lock _gate = new();
    private readonly Queue<StubEvent> _recent = new();
    private readonly List<Channel<StubEvent>> _readers = [];
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly DeviceRegistry _registry;
    private readonly IReadOnlyList<IEventObserver> _observers;
    private long _number;

    internal StubEvents(TimeProvider clock, ILoggerFactory logs, DeviceRegistry registry, IEnumerable<IEventObserver> observers)
    {
        _clock = clock;
        _log = logs.CreateLogger("ServerStub.Events");
        _registry = registry;
        _observers = [.. observers];
    }

    /// <summary>The number of the last event.</summary>
    public long Last => Interlocked.Read(ref _number);

    /// <summary>The events that are still kept, oldest first.</summary>
    public IReadOnlyList<StubEvent> Recent
    {
        get
        {
            lock (_gate)
            {
                return [.. _recent];
            }
        }
    }

    /// <summary>Kept events with a number above <paramref name="after"/>, then new ones as they happen, without end.</summary>
    public async IAsyncEnumerable<StubEvent> ReadAllAsync(
        long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateBounded<StubEvent>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            foreach (StubEvent kept in _recent.Where(kept => kept.Number > after))
            {
                channel.Writer.TryWrite(kept);
            }

            _readers.Add(channel);
        }

        try
        {
            await foreach (StubEvent next in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return next;
            }
        }
        finally
        {
            lock (_gate)
            {
                _readers.Remove(channel);
            }
        }
    }

    /// <summary>The first event, kept or new, with a number above <paramref name="after"/> for which the test holds.</summary>
    public async Task<StubEvent> WaitForAsync(
        Func<StubEvent, bool> matches, long after = 0, CancellationToken cancellationToken = default) =>
        await ReadAllAsync(after, cancellationToken).FirstAsync(matches, cancellationToken);

    /// <summary>The first event of a kind with a number above <paramref name="after"/>.</summary>
    public Task<StubEvent> WaitForAsync(
        StubEventKind kind, long after = 0, CancellationToken cancellationToken = default) =>
        WaitForAsync(next => next.Kind == kind, after, cancellationToken);

    internal void Publish(
        StubEventKind kind, string? deviceId = null, int? status = null, int? closeCode = null, int? bytes = null, string? note = null) =>
        Publish(new StubEvent(0, default, kind)
        {
            DeviceId = deviceId,
            Status = status,
            CloseCode = closeCode,
            Bytes = bytes,
            Note = note,
        });

    /// <summary>Publishes an event; number, time, and handle are put in here.</summary>
    internal void Publish(StubEvent draft)
    {
        string? deviceId = Shorten(draft.DeviceId);
        string? handle = deviceId is null ? null : draft.Handle ?? _registry.HandleOf(deviceId);
        StubEvent next;
        lock (_gate)
        {
            next = draft with { Number = _number + 1, At = _clock.GetUtcNow(), DeviceId = deviceId, Handle = handle };
            Interlocked.Exchange(ref _number, next.Number);
            _recent.Enqueue(next);
            if (_recent.Count > Capacity)
            {
                _recent.Dequeue();
            }

            foreach (IEventObserver observer in _observers)
            {
                observer.Observe(next);
            }

            foreach (Channel<StubEvent> reader in _readers)
            {
                reader.Writer.TryWrite(next);
            }
        }

        if (_log.IsEnabled(LogLevel.Information))
        {
            LogEvent(next.ToString());
        }
    }

    // A device id may come from a path that somebody made up: what is kept has a bounded size.
    private static string? Shorten(string? deviceId) => deviceId?.Length > MaxDeviceIdLength ? deviceId[^MaxDeviceIdLength..] : deviceId;

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Line}")]
    private partial void LogEvent(string line);
}
