namespace Benchmarks.Soak;

/// <summary>What no fault may bring about. Keeps the first breaches, with the time of each.</summary>
internal sealed class SoakRules(SoakTime time)
{
    private const int Kept = 5;
    private const int ClaimsAnHour = 20;
    private const int WritesADay = 100;
    private static readonly long s_hourMs = (long)TimeSpan.FromHours(1).TotalMilliseconds;
    private readonly List<string> _breaches = [];
    private readonly Queue<long> _claimsMs = new();
    private readonly Queue<long> _powerOnsMs = new();
    private long _day = -1;
    private int _writes;

    /// <summary>The first breaches.</summary>
    public IReadOnlyList<string> Breaches => _breaches;

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <summary>The most claims within one hour.</summary>
    public int MostClaimsAnHour { get; private set; }

    /// <summary>The most writes of the flash on one day.</summary>
    public int MostWritesADay { get; private set; }

    /// <summary>Notes a breach.</summary>
    public void Break(string what)
    {
        Count++;
        if (_breaches.Count < Kept)
        {
            _breaches.Add($"day {TimeSpan.FromMilliseconds(time.NowMs):d\\ hh\\:mm\\:ss\\.fff}: {what}");
        }
    }

    /// <summary>Notes a breach unless it is so.</summary>
    public void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            Break(otherwise);
        }
    }

    /// <summary>The device has sent a claim.</summary>
    public void OnClaim()
    {
        _claimsMs.Enqueue(time.NowMs);
        int claims = OfLastHour(_claimsMs);
        int most = ClaimsAnHour + OfLastHour(_powerOnsMs);
        MostClaimsAnHour = Math.Max(MostClaimsAnHour, claims);
        Require(claims <= most, $"{claims} claims within an hour, and not {most} at most");
    }

    /// <summary>The device was switched on again, which allows one claim more.</summary>
    public void OnPowerOn() => _powerOnsMs.Enqueue(time.NowMs);

    /// <summary>The device has written its flash.</summary>
    /// <param name="writes">How often.</param>
    /// <param name="day">The day by the device's own clock: one that is set to another day has a new budget, and knows no better.</param>
    public void OnWrites(int writes, long day)
    {
        _writes = day == _day ? _writes + writes : writes;
        _day = day;
        MostWritesADay = Math.Max(MostWritesADay, _writes);
        Require(writes == 0 || _writes <= WritesADay, $"{_writes} flash writes on one day");
    }
    private int OfLastHour(Queue<long> momentsMs)
    {
        while (momentsMs.TryPeek(out long oldest) && time.NowMs - oldest >= s_hourMs)
        {
            momentsMs.Dequeue();
        }

        return momentsMs.Count;
    }
}
