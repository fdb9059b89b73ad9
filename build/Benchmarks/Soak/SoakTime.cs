namespace Benchmarks.Soak;

/// <summary>Time that jumps from one thing that happens to the next.</summary>
internal sealed class SoakTime
{
    private readonly PriorityQueue<Action, (long DueMs, long Number)> _events = new();
    private long _number;

    /// <summary>Milliseconds since the world began.</summary>
    public long NowMs { get; private set; }

    /// <summary>How long until something happens.</summary>
    public long DueInMs => _events.TryPeek(out _, out (long DueMs, long Number) next) ? next.DueMs - NowMs : long.MaxValue;

    /// <summary>Lets something happen later. What is planned for one moment happens in the order of planning.</summary>
    public void After(long delayMs, Action action) => _events.Enqueue(action, (NowMs + delayMs, _number++));

    /// <summary>Lets time pass, no further than to the next event, and lets happen what is due then.</summary>
    public void Pass(long ms)
    {
        NowMs += ms;
        while (DueInMs <= 0)
        {
            _events.Dequeue()();
        }
    }
}
