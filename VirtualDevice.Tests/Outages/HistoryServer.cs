using TeddyFirmware.Resilience;

namespace VirtualDevice.Tests.Outages;

/// <summary>
/// A server that treats every claim as its history says, refuses every refresh and every session, and holds the device to
/// contract section 2.1: how many claims, and how long it may wait at most.
/// </summary>
internal sealed class HistoryServer(ClaimWatch watch) : IHttpTransport, IWebSocketTransport, ILogSink
{
    /// <summary>The longest wait that the limit of claims may cost.</summary>
    public const long LimitMs = 6 * 60_000;

    private const long SlackMs = 1000;
    private static readonly byte[] s_tokens = Encoding.UTF8.GetBytes("{\"access\":\"e30.e30.AA\",\"refresh\":\"e30.e30.AB\"}");

    private static readonly HistoryStep s_refusedRefresh = new("refused refresh", 401, long.MaxValue);

    private readonly Countdown _answer = new();
    private HistoryStep _fate = s_refusedRefresh;
    private HttpExchange? _exchange;
    private IHttpCompletion? _completion;
    private IWebSocketListener? _refused;
    private long _endedMs;
    private long _mostWaitMs;

    public HistoryStep Step { get; set; } = new();

    /// <summary>The monotonic time of this life, and what lies between it and the time of the whole history.</summary>
    public IClock Clock { get; private set; } = null!;

    public long OffsetMs { get; private set; }

    public bool HasGivenTokens { get; private set; }

    public int Claims { get; private set; }

    public long DueInMs => _refused is not null ? 0 : _answer.RemainingMs(Clock.MonotonicMs);

    /// <summary>A new life begins.</summary>
    public void PowerOn(IClock clock, long nowMs)
    {
        Clock = clock;
        OffsetMs = nowMs - clock.MonotonicMs;
        Abandon();
        Abort();

        // The first claim after a power-on goes out at once; with tokens, a session is refused first, and a refresh.
        _endedMs = clock.MonotonicMs;
        _mostWaitMs = HasGivenTokens ? long.MaxValue : 0;
    }

    /// <summary>Fails where the device has waited for too long, whatever it does now.</summary>
    public void CheckWait() => Assert.True(
        _exchange is not null || _mostWaitMs == long.MaxValue || Clock.MonotonicMs - _endedMs <= _mostWaitMs + SlackMs,
        $"after {_fate} the device waits {Clock.MonotonicMs - _endedMs} ms, and not {_mostWaitMs} at most");

    public void Begin(HttpExchange exchange, IHttpCompletion completion)
    {
        CheckWait();
        _exchange = exchange;
        _completion = completion;

        // A history may go on while this claim is under way: what becomes of it is settled now.
        bool isClaim = exchange.Url.EndsWith("claim", StringComparison.Ordinal);
        _fate = isClaim ? Step : s_refusedRefresh;
        exchange.Phase = _fate.Phase;
        if (isClaim && exchange.IsSent)
        {
            Claims++;
            watch.OnClaim(OffsetMs + Clock.MonotonicMs);
        }

        _answer.Start(Clock.MonotonicMs, _fate.TakesMs);
    }

    public void Abandon()
    {
        _exchange = null;
        _answer.Stop();
    }

    public void RunDue()
    {
        if (_refused is { } listener)
        {
            _refused = null;
            listener.OnRefused(OpenFailure.HttpStatus, 403, null, null);
        }

        if (_answer.IsDue(Clock.MonotonicMs))
        {
            Report(_exchange!);
        }
    }

    public void Open(string url, int deadlineMs, IWebSocketListener listener) => _refused = listener;

    public bool Send(byte[] message, int length) => false;

    public void Ping()
    {
    }

    public void Close(int closeCode)
    {
    }

    public void Abort() => _refused = null;

    /// <summary>Of ten thousand histories nobody reads the log.</summary>
    public void Write(string line)
    {
    }

    private void Report(HttpExchange exchange)
    {
        Abandon();
        _endedMs = Clock.MonotonicMs;
        _mostWaitMs = _fate.MostWaitMs;
        exchange.Outcome = _fate.Outcome;
        exchange.Status = _fate.Status;
        exchange.RetryAfter = _fate.RetryAfter;
        if (exchange.Status == 200 && exchange.Outcome == HttpOutcome.Answered)
        {
            HasGivenTokens = true;
            exchange.TryAppend(s_tokens, 0, s_tokens.Length);
        }

        _completion!.OnCompleted(exchange);
    }
}
