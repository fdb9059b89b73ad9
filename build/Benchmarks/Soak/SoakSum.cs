namespace Benchmarks.Soak;

/// <summary>All seeds together.</summary>
internal sealed class SoakSum
{
    private long _faults;
    private long _boots;
    private long _sessions;
    private long _pings;
    private long _accepted;
    private long _arrived;
    private long _echoes;
    private long _lostWithSession;
    private long _lostWithRestart;
    private long _refused;
    private int _mostClaims;
    private int _mostWrites;
    private long _longestMs;

    /// <summary>Seeds in which a rule was broken.</summary>
    public int BadSeeds { get; private set; }

    /// <summary>Seeds whose device was in session at the end.</summary>
    public int Online { get; private set; }

    /// <summary>The most that managed memory grew from the first day to the last.</summary>
    public long MostGrowth { get; private set; } = long.MinValue;

    /// <summary>Adds a seed.</summary>
    public void Add(SoakResult result)
    {
        SoakWorld world = result.World;
        BadSeeds += result.IsGood ? 0 : 1;
        Online += world.State is DeviceState.Online or DeviceState.OnlineRefreshing ? 1 : 0;
        MostGrowth = Math.Max(MostGrowth, result.Growth);
        _faults += result.Faults;
        _boots += world.Boots;
        _sessions += world.Socket.Sessions;
        _pings += world.Socket.Pings;
        _echoes += world.Echoes;
        _accepted += world.Messages.Accepted;
        _arrived += world.Messages.Arrived;
        _lostWithSession += world.Messages.LostWithSession;
        _lostWithRestart += world.Messages.LostWithRestart;
        _refused += world.Messages.Refused;
        _mostClaims = Math.Max(_mostClaims, world.Rules.MostClaimsAnHour);
        _mostWrites = Math.Max(_mostWrites, world.Rules.MostWritesADay);
        _longestMs = Math.Max(_longestMs, world.Patience.LongestMs);
    }

    /// <summary>A few lines.</summary>
    public override string ToString() =>
        $"""
        {_faults:N0} faults, {_boots:N0} starts, {_sessions:N0} sessions, {_pings:N0} pings, {_echoes:N0} echoes
        {_accepted:N0} texts taken: {_arrived:N0} arrived, {_lostWithSession:N0} lost with their session, {_lostWithRestart:N0} with a restart; {_refused:N0} refused
        at most {_mostClaims} claims in an hour, {_mostWrites} flash writes on a day, {_longestMs / 1000:N0} s without a session beyond what faults and answers excuse
        """;
}
