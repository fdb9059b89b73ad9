using TeddyFirmware.Session;

namespace Benchmarks.Soak;

/// <summary>Everything that goes wrong, and the little that is said, by chance.</summary>
internal sealed class SoakFaults
{
    private static readonly TimeSpan s_betweenFaults = TimeSpan.FromMinutes(90);
    private static readonly TimeSpan s_betweenTexts = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan s_betweenServerTexts = TimeSpan.FromMinutes(15);
    private static readonly int[] s_closeCodes =
        [1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 0, 999, 2999, 3000, 4000, 4999, 65535];

    private static readonly int[] s_statuses = [400, 401, 403, 404, 408, 409, 418, 422, 425, 429, 500, 502, 503, 504];

    private readonly SoakWorld _world;
    private readonly SoakDice _dice;
    private readonly SoakConditions _now;
    private readonly (int Weight, Action Strike)[] _kinds;
    private bool _isOver;

    /// <summary>Prepares the faults of a world.</summary>
    public SoakFaults(SoakWorld world)
    {
        _world = world;
        _dice = world.Dice;
        _now = world.Conditions;
        _kinds =
        [
            (10, () => Lasting(10, 2 * 3600, down => Lose(() => _now.IsServerDown = down))),
            (10, () => Lasting(1, 60, down => Restarted(down))),
            (25, () => WhileSending(() => _world.Socket.Hangup(_dice.OneOf<int>(s_closeCodes)))),
            (10, () => WhileSending(_world.Socket.FallSilent)),
            (8, () => Lasting(60, 1800, on => _now.LostAnswersPercent = on ? _dice.Between(20, 100) : 0)),
            (8, () => Lasting(60, 1800, on => _now.SlowMs = on ? _dice.Between(1000, 40_000) : 0)),
            (8, () => Lasting(60, 900, on => _now.IsStuck = on)),
            (12, () => Lasting(1, 3600, on => _now.IsLinkDown = on)),
            (6, () => Lasting(60, 1800, on => _now.UpgradeStatus = Status(on, s_statuses))),
            (6, () => Lasting(60, 1800, on => _now.RefreshStatus = Status(on, s_statuses))),
            (6, () => Lasting(60, 1800, on => _now.ClaimStatus = Status(on, s_statuses))),
            (6, () => _world.RevokeTokens()),
            (3, () => Lasting(600, 12 * 3600, on => Disable(on))),
            (2, () => Lasting(600, 3 * 3600, on => _now.IsUnregistered = on)),
            (6, () => Lasting(600, 6 * 3600, on => _now.ClockOffsetSeconds = on ? Step() : 0)),
            (6, () => _world.Restart()),
            (10, () => _world.CutPowerInFlash()),
            (4, Flood),
            (4, Burst),
        ];
    }

    /// <summary>How many faults there were.</summary>
    public int Count { get; private set; }

    /// <summary>From now on, until <see cref="End"/>.</summary>
    public void Begin()
    {
        Again(s_betweenFaults, Strike);
        Again(s_betweenTexts, () => _world.Send(Length(), Mode()));
        Again(s_betweenServerTexts, () => _world.Socket.Say(_dice.OneOf("hello", """{"type":"status_request"}""", "{", """{"type":"unheard_of"}""")));
    }

    /// <summary>No new faults; those that last go on to their end.</summary>
    public void End() => _isOver = true;

    private void Again(TimeSpan average, Action action) => _world.Time.After(_dice.Wait(average), () =>
    {
        if (!_isOver)
        {
            action();
            Again(average, action);
        }
    });

    private void Strike()
    {
        Count++;
        int at = _dice.Between(0, _kinds.Sum(kind => kind.Weight) - 1);
        foreach ((int weight, Action strike) in _kinds)
        {
            at -= weight;
            if (at < 0)
            {
                strike();
                return;
            }
        }
    }

    private void Lasting(int leastSeconds, int mostSeconds, Action<bool> turn)
    {
        _now.ActiveFaults++;
        turn(true);
        long shortMs = _dice.Wait(TimeSpan.FromSeconds(mostSeconds / 4.0));
        _world.Time.After(Math.Clamp(shortMs, leastSeconds * 1000L, mostSeconds * 1000L), () =>
        {
            _now.ActiveFaults--;
            turn(false);
        });
    }

    private void Lose(Action turn)
    {
        turn();
        _world.Socket.Hangup(1006);
    }

    private void Restarted(bool isDown)
    {
        _now.IsServerDown = isDown;
        _world.Socket.Hangup(_dice.OneOf(1000, 1001, 1012));
    }

    private void Disable(bool isOn)
    {
        _now.IsDisabled = isOn;
        if (isOn)
        {
            _world.Socket.Hangup(1008);
        }
    }

    private int Status(bool isOn, int[] statuses)
    {
        _now.RetryAfter = _dice.OneOf<string?>(null, "0", "7", "120", "86400", "soon", "-1", "Thu, 01 Jan 2026 00:10:00 GMT");
        return isOn ? _dice.OneOf<int>(statuses) : 0;
    }

    private long Step() => _dice.OneOf(1, -1, 60, -60, 3600, -3600, 86_400, -86_400, 315_360_000, -315_360_000);

    // The worst moment for a session to end: some texts are on their way, and some wait for their turn.
    private void WhileSending(Action strike)
    {
        for (int i = _dice.Between(0, 3); i > 0; i--)
        {
            _world.Send(Length(), Mode());
        }

        _world.Time.After(_dice.Between(0, 40), strike);
    }

    // More than the device has room for at once.
    private void Flood()
    {
        for (int i = 0; i < 40; i++)
        {
            _world.Socket.Say(_dice.OneOf("flood", new string('f', 8000), """{"type":"status_request"}"""));
        }
    }

    private void Burst()
    {
        for (int i = 0; i < 12; i++)
        {
            _world.Send(Length(), Mode());
        }
    }

    private int Length() => _dice.Percent(2) ? _dice.OneOf(0, 8193, 20_000) : _dice.Percent(20) ? _dice.Between(12, 8192) : _dice.Between(12, 200);

    private SendMode Mode() => _dice.Percent(20) ? SendMode.AtLeastOnce : SendMode.AtMostOnce;
}
