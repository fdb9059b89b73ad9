using nanoFramework.TestFramework;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>
    /// Counts a device's claims as its server sees them, and fails where they are more than contract section 2.1 allows: 10 in
    /// quick succession, one more every 6 min, and one more for each power-on.
    /// </summary>
    public sealed class ClaimWatch
    {
        private const long RefillMs = 6 * 60000;
        private const long FullMs = 10 * RefillMs;

        private long _creditMs = FullMs;
        private long _lookedAtMs;
        private int _powerOns;

        /// <summary>Gets how many claims were seen.</summary>
        public int Count { get; private set; }

        /// <summary>The device was switched on once more.</summary>
        public void OnPowerOn() => _powerOns++;

        /// <summary>A claim has gone out.</summary>
        /// <param name="nowMs">When, by one clock for all of the device's lives.</param>
        public void OnClaim(long nowMs)
        {
            Count++;
            _creditMs += nowMs - _lookedAtMs;
            _creditMs = _creditMs > FullMs ? FullMs : _creditMs;
            _lookedAtMs = nowMs;
            if (_creditMs >= RefillMs)
            {
                _creditMs -= RefillMs;
                return;
            }

            Assert.IsTrue(_powerOns > 0, "claim " + Count.ToString() + " at " + nowMs.ToString() + " ms is one too many");
            _powerOns--;
        }

        /// <summary>Looks at all the claims of a device that was never switched off.</summary>
        /// <param name="http">Its server.</param>
        public static void Check(FakeHttp http)
        {
            ClaimWatch watch = new ClaimWatch();
            for (int i = 0; i < http.ClaimCount; i++)
            {
                watch.OnClaim(http.Claim(i).AtMs);
            }
        }
    }
}
