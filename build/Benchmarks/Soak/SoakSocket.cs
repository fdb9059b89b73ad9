using System.Text;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;

namespace Benchmarks.Soak;

/// <summary>Opens sessions with the server, carries texts and pings, and can fall silent or break.</summary>
internal sealed class SoakSocket(
    SoakTime time, SoakDice dice, SoakConditions conditions, SoakServer server, SoakRules rules, SoakPatience patience,
    SoakMessages messages, MemoryFlash flash, TlsMeter tls) : IWebSocketTransport
{
    private const int UsualMs = 200;
    private const int RefusedMs = 30;
    private const int WayMs = 20;
    private const int RoomMs = 20;
    private const int PingEveryMs = 20_000;
    private const int NoticeSilenceMs = 45_000;
    private const int ClosedAbnormally = 1006;

    private IWebSocketListener? _listener;
    private int _session;
    private bool _isSending;
    private long _lastPingMs;
    private long _silentSinceMs;

    /// <summary>A session is open.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>How many sessions were opened.</summary>
    public int Sessions { get; private set; }

    /// <summary>How many pings were sent.</summary>
    public int Pings { get; private set; }

    /// <summary>Texts of the server that the device took.</summary>
    public int Given { get; private set; }

    private bool IsSilent => _silentSinceMs >= 0;

    /// <inheritdoc />
    public void Open(string url, int deadlineMs, IWebSocketListener listener)
    {
        tls.BeginSession();
        int session = ++_session;
        _listener = listener;
        _isSending = false;
        _silentSinceMs = -1;
        if (conditions.IsStuck)
        {
            return;
        }

        int tripMs = UsualMs + dice.Between(0, conditions.SlowMs);
        bool isReachable = !conditions.IsServerDown && !conditions.IsLinkDown;
        time.After(isReachable ? Math.Min(tripMs, deadlineMs) : conditions.IsLinkDown ? deadlineMs : RefusedMs, () =>
        {
            if (session == _session)
            {
                bool isLost = conditions.IsServerDown || conditions.IsLinkDown || tripMs > deadlineMs || dice.Percent(conditions.LostAnswersPercent);
                Answer(isLost ? null : server.Upgrade(url), tripMs > deadlineMs ? OpenFailure.TimedOut : OpenFailure.Unreachable);
            }
        });
    }

    /// <inheritdoc />
    public bool Send(byte[] message, int length)
    {
        if (!IsOpen || _isSending || flash.IsOff)
        {
            return false;
        }

        int session = _session;
        string text = Encoding.UTF8.GetString(message, 0, length);
        SoakFlight? flight = messages.OnLeft(text, session);
        _isSending = true;

        // Into a silent connection: the first texts fill the system's buffers, and look as if they were on their way.
        bool isTaken = !IsSilent || dice.Percent(50);
        time.After(WayMs / 2, () => InSession(session, () =>
        {
            _isSending = !isTaken;
            if (isTaken)
            {
                _listener!.OnSent();
            }
        }));
        time.After(WayMs, () => InSession(session, () => Arrive(session, flight, text, length)));
        return true;
    }

    /// <inheritdoc />
    public void Ping()
    {
        Pings++;
        _lastPingMs = time.NowMs;
        int session = _session;
        time.After(2 * WayMs, () => InSession(session, () => _listener!.OnAlive()));
    }

    /// <inheritdoc />
    public void Close(int closeCode)
    {
        int session = _session;
        time.After(2 * WayMs, () => InSession(session, () => Hangup(closeCode)));
    }

    /// <inheritdoc />
    public void Abort()
    {
        patience.OnTransient();
        End();
    }

    /// <summary>The server closes, or the connection breaks (1006).</summary>
    public void Hangup(int closeCode)
    {
        if (IsOpen && !IsSilent)
        {
            IWebSocketListener listener = _listener!;
            patience.OnClose(closeCode);
            End();
            listener.OnClosed(closeCode);
        }
    }

    /// <summary>The connection goes without a word.</summary>
    public void FallSilent()
    {
        if (IsOpen && !IsSilent)
        {
            _silentSinceMs = time.NowMs;
        }
    }

    /// <summary>The server says something unasked.</summary>
    public void Say(string text)
    {
        if (IsOpen)
        {
            int session = _session;
            time.After(WayMs, () => Give(session, Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <summary>Called after each step.</summary>
    public void Look()
    {
        if (IsOpen)
        {
            rules.Require(time.NowMs - _lastPingMs <= PingEveryMs, $"no ping for {time.NowMs - _lastPingMs} ms");
            rules.Require(!IsSilent || time.NowMs - _silentSinceMs <= NoticeSilenceMs, $"silence not noticed for {time.NowMs - _silentSinceMs} ms");
        }
    }

    private void Answer(SoakAnswer? answer, OpenFailure failure)
    {
        tls.IsOpening = false;
        IWebSocketListener listener = _listener!;
        if (answer is null)
        {
            patience.OnTransient();
            End();
            listener.OnRefused(failure, 0, null, "SocketException");
        }
        else if (answer.Status is not 101 and not SoakServer.AcceptThenRefuse)
        {
            patience.OnUpgradeAnswer(answer.Status);
            End();
            listener.OnRefused(OpenFailure.HttpStatus, answer.Status, answer.RetryAfter, null);
        }
        else
        {
            Begin();
            if (answer.Status == SoakServer.AcceptThenRefuse)
            {
                int session = _session;
                time.After(WayMs, () => InSession(session, () => Hangup(answer.Status)));
            }
        }
    }

    private void Begin()
    {
        Sessions++;
        IsOpen = true;
        tls.IsOpen = true;
        _lastPingMs = time.NowMs;
        _listener!.OnOpened();
    }

    private void Arrive(int session, SoakFlight? flight, string text, int length)
    {
        if (flight is not null)
        {
            messages.OnArrived(flight);
        }

        time.After(WayMs, () => Give(session, Encoding.UTF8.GetBytes(EchoTracker.Prefix + text)));
        time.After(WayMs, () => Give(session, Encoding.UTF8.GetBytes($$"""{"type":"processed","seq":1,"length":{{length}}}""")));
    }

    private void Give(int session, byte[] text) => InSession(session, () =>
    {
        if (_listener!.OnText(text, text.Length))
        {
            Given++;
        }
        else
        {
            time.After(RoomMs, () => Give(session, text));
        }
    });

    // What was on its way when the connection ended or fell silent does not arrive.
    private void InSession(int session, Action action)
    {
        if (session == _session && IsOpen && !IsSilent && !conditions.IsLinkDown)
        {
            action();
        }
    }

    private void End()
    {
        _session++;
        IsOpen = false;
        _listener = null;
        tls.IsOpening = false;
        tls.IsOpen = false;
    }
}
