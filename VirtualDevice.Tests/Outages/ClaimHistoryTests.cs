using TeddyFirmware.Storage;

namespace VirtualDevice.Tests.Outages;

/// <summary>
/// Random histories of outages, answers and power cuts: no wait for the limit of claims is over 6 min, each power-on claims at
/// once, and no server sees more claims than contract section 2.1 allows.
/// </summary>
public sealed class ClaimHistoryTests
{
    private const int Histories = 10_000;
    private const int StepsEach = 5;

    [Fact]
    public void No_history_of_ten_thousand_holds_a_claim_up_or_floods_a_server()
    {
        int claims = 0;
        for (int seed = 0; seed < Histories; seed++)
        {
            try
            {
                claims += Run(seed);
            }
            catch (Exception breach)
            {
                Assert.Fail($"History {seed}: {breach.Message}");
            }
        }

        Assert.True(claims > 5 * Histories, $"{claims} claims: the histories are too tame");
    }

    private static int Run(int seed)
    {
        var dice = new Random(seed);
        var watch = new ClaimWatch();
        var server = new HistoryServer(watch);
        var flash = new MemoryFlash();
        flash.Put(FlashFiles.Provisioning, new ProvisionFile().ToBytes());
        long nowMs = 0;
        HistoryLife life = new(flash, server, dice.Next(), nowMs);
        for (int step = 0; step < StepsEach; step++)
        {
            server.Step = HistoryStep.All[dice.Next(HistoryStep.All.Length)];

            // From a second to an hour, the short ones as often as the long ones.
            life.Run((long)(1000 * Math.Pow(3600, dice.NextDouble())));
            if (dice.Next(3) == 0)
            {
                // At whatever moment, an exchange under way included.
                nowMs += life.ElapsedMs + (long)(1000 * Math.Pow(1800, dice.NextDouble()));
                watch.OnPowerOn();
                life = new HistoryLife(flash, server, dice.Next(), nowMs);
            }
        }

        return server.Claims;
    }

    /// <summary>The device between two power cuts.</summary>
    private sealed class HistoryLife : IWakeSignal
    {
        private const int MostStepsAtOneMoment = 200;
        private readonly HistoryServer _server;
        private readonly FakeClock _clock;
        private readonly Device _device;
        private readonly long _startMs;
        private bool _isWoken;

        public HistoryLife(MemoryFlash flash, HistoryServer server, int seed, long nowMs)
        {
            _server = server;
            var fast = new FastPlatform(flash, new ScriptedRandom(seed));
            var platform = new PlatformWith(fast) { Http = server, WebSocket = server, Log = server };
            _clock = fast.FakeClock;
            _clock.SetUtc(FakeClock.StartUtcSeconds + (nowMs / 1000));
            _startMs = _clock.MonotonicMs;
            server.PowerOn(_clock, nowMs);
            _device = new Device(platform, this, null, null);
        }

        public long ElapsedMs => _clock.MonotonicMs - _startMs;

        public void Wake() => _isWoken = true;

        public void Run(long ms)
        {
            long endMs = _clock.MonotonicMs + ms;
            for (int steps = 0; steps < MostStepsAtOneMoment; steps++)
            {
                long waitMs = _device.Step();
                if (_isWoken)
                {
                    _isWoken = false;
                    continue;
                }

                _server.CheckWait();
                if (_clock.MonotonicMs >= endMs)
                {
                    return;
                }

                long passMs = Math.Min(Math.Min(waitMs, endMs - _clock.MonotonicMs), _server.DueInMs);
                _clock.Advance(passMs);
                _server.RunDue();
                steps = passMs > 0 ? 0 : steps;
            }

            Assert.Fail("The device goes round without time passing.");
        }
    }
}
