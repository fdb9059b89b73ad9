using TeddyFirmware.Session;

namespace Benchmarks.Soak;

/// <summary>
/// Accounts for every text that the device took: delivered, lost with the session in which it was sent, lost with a restart, or
/// still waiting; in order, never twice unless asked for, and never lost without a reason.
/// </summary>
internal sealed class SoakMessages(SoakRules rules)
{
    // A text that left has arrived long before so many others have left, or never will.
    private const int Unsettled = 32;

    // Numbers of texts that were taken and have not left the device, the next one first.
    private readonly Queue<(long Number, SendMode Mode)> _waiting = new();
    private readonly Queue<SoakFlight> _flights = new();
    private SoakFlight? _last;
    private long _lastNumber;

    /// <summary>Texts that the device took.</summary>
    public int Accepted { get; private set; }

    /// <summary>Texts that it refused, and said so.</summary>
    public int Refused { get; private set; }

    /// <summary>Texts that arrived at the server.</summary>
    public int Arrived { get; private set; }

    /// <summary>Texts that were lost with their session.</summary>
    public int LostWithSession { get; private set; }

    /// <summary>Texts that waited when the device was restarted.</summary>
    public int LostWithRestart { get; private set; }

    /// <summary>Arrivals of a text that had arrived before and that asked for it.</summary>
    public int Repeated { get; private set; }

    /// <summary>Texts that wait.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>The next text to give to the device.</summary>
    public string Next(int length) => length == 0 ? "" : $"m{_lastNumber + 1} ".PadRight(length, 'x')[..length];

    /// <summary>The device took it.</summary>
    public void OnAccepted(SendMode mode)
    {
        Accepted++;
        _waiting.Enqueue((++_lastNumber, mode));
    }

    /// <summary>The device refused it.</summary>
    public void OnRefused() => Refused++;

    /// <summary>A text has left the device.</summary>
    /// <param name="text">The text; one of the core's own is no business of ours.</param>
    /// <param name="session">In which session.</param>
    /// <returns>Its flight; null where it is the core's own.</returns>
    public SoakFlight? OnLeft(string text, int session)
    {
        if (text[0] != 'm')
        {
            return null;
        }

        long number = long.Parse(text.AsSpan(1, Math.Max(text.IndexOf(' '), 2) - 1));
        if (number == _last?.Number)
        {
            rules.Require(_last.Mode == SendMode.AtLeastOnce && session != _last.Session, "a text was sent twice");
            _last.Session = session;
            return _last;
        }

        rules.Require(_waiting.TryDequeue(out (long Number, SendMode Mode) first) && first.Number == number, "a text was left out, or came out of order");
        _last = new SoakFlight(number, first.Mode) { Session = session };
        _flights.Enqueue(_last);
        Settle(Unsettled);
        return _last;
    }

    /// <summary>A text that had left arrived.</summary>
    public void OnArrived(SoakFlight flight)
    {
        if (flight.HasArrived)
        {
            rules.Require(flight.Mode == SendMode.AtLeastOnce, "a text arrived twice");
            Repeated++;
        }

        flight.HasArrived = true;
    }

    /// <summary>The device was restarted: its queue was in memory.</summary>
    public void OnRestart()
    {
        LostWithRestart += _waiting.Count;
        _waiting.Clear();
    }

    /// <summary>Nothing more will happen: everything has to add up.</summary>
    public void Close()
    {
        Settle(0);
        rules.Require(
            Accepted == Arrived + LostWithSession + LostWithRestart + Waiting,
            $"texts do not add up: {Accepted} taken, {Arrived} arrived, {LostWithSession} lost with a session, {LostWithRestart} with a restart, {Waiting} wait");
    }

    private void Settle(int most)
    {
        while (_flights.Count > most)
        {
            bool hasArrived = _flights.Dequeue().HasArrived;
            Arrived += hasArrived ? 1 : 0;
            LostWithSession += hasArrived ? 0 : 1;
        }
    }
}
