using nanoFramework.TestFramework;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Resilience
{
    /// <summary>Retry-After (RFC 9110, 10.2.3), clamped to 1 s … 15 min (contract, section 2.1).</summary>
    [TestClass]
    public class RetryAfterTests
    {
        [TestMethod]
        [DataRow("0", 1000)]
        [DataRow("1", 1000)]
        [DataRow("2", 2000)]
        [DataRow("007", 7000)]
        [DataRow(" 30 ", 30000)]
        [DataRow("899", 899000)]
        [DataRow("900", 900000)]
        [DataRow("901", 900000)]
        [DataRow("86400", 900000)]
        [DataRow("4294967296", 900000)]
        [DataRow("99999999999999999999999999999999", 900000)]
        public void Seconds_are_clamped(string value, int ms) => Assert.AreEqual(ms, RetryAfter.ToMs(value, new FakeClock()));

        [TestMethod]
        [DataRow("Thu, 01 Jan 2026 00:00:30 GMT", 30000)]
        [DataRow("Thu, 01 Jan 2026 00:15:00 GMT", 900000)]
        [DataRow("Thu, 01 Jan 2026 00:15:01 GMT", 900000)]
        [DataRow("Fri, 31 Dec 2999 23:59:59 GMT", 900000)]
        [DataRow("Thu, 01 Jan 2026 00:00:00 GMT", 1000)]
        [DataRow("Wed, 31 Dec 2025 23:59:00 GMT", 1000)]
        [DataRow("Thu, 01 Jan 1970 00:00:00 GMT", 1000)]
        public void Dates_are_clamped(string value, int ms) => Assert.AreEqual(ms, RetryAfter.ToMs(value, new FakeClock()));

        [TestMethod]
        [DataRow("")]
        [DataRow(" ")]
        [DataRow("-5")]
        [DataRow("+5")]
        [DataRow("1.5")]
        [DataRow("5s")]
        [DataRow("0x10")]
        [DataRow("soon")]
        [DataRow("1 2")]
        [DataRow("Sun, 99 Nov 1994 08:49:37 GMT")]
        public void What_says_nothing_is_as_good_as_absent(string value)
        {
            Assert.AreEqual(-1, RetryAfter.ToMs(value, new FakeClock()));
            Assert.AreEqual(-1, RetryAfter.WithJitterMs(value, new FakeClock(), new RandomNumbers(new ScriptedRandom(1))));
        }

        // The rows of shared/cases/retry-after.json; 784111477 is their 1994-11-06 08:44:37. 0 is clamped to the contract's least.
        [TestMethod]
        [DataRow("Sun, 06 Nov 1994 08:49:37 GMT", 784111477, 300)]
        [DataRow("Sunday, 06-Nov-94 08:49:37 GMT", 784111477, 300)]
        [DataRow("Sun Nov  6 08:49:37 1994", 784111477, 300)]
        [DataRow("Sun Nov 16 08:44:57 1994", 784975477, 20)]
        [DataRow("Saturday, 06-Nov-80 08:49:37 GMT", 1793954677, 1)]
        [DataRow("Sun, 06 Nov 1994 08:43:37 GMT", 784111477, 1)]
        [DataRow("120", 784111477, 120)]
        [DataRow("0", 784111477, 1)]
        [DataRow(" 7 ", 784111477, 7)]
        [DataRow("-1", 784111477, -1)]
        [DataRow("1.5", 784111477, -1)]
        [DataRow("", 784111477, -1)]
        [DataRow("99999999999", 784111477, 900)]
        [DataRow("Sun, 31 Feb 1994 08:49:37 GMT", 784111477, -1)]
        public void All_forms_of_the_header(string value, int nowSeconds, int seconds)
        {
            FakeClock clock = new FakeClock();
            clock.SetUtc(nowSeconds);
            Assert.AreEqual(seconds < 0 ? -1 : seconds * 1000, RetryAfter.ToMs(value, clock));
        }

        [TestMethod]
        public void No_header_says_nothing() => Assert.AreEqual(-1, RetryAfter.ToMs(null, new FakeClock()));

        [TestMethod]
        public void A_date_says_nothing_while_the_clock_is_not_set_and_seconds_still_do()
        {
            FakeClock clock = new FakeClock { IsUtcSet = false };
            Assert.AreEqual(-1, RetryAfter.ToMs("Thu, 01 Jan 2026 00:00:30 GMT", clock));
            Assert.AreEqual(30000, RetryAfter.ToMs("30", clock));
        }

        [TestMethod]
        public void Jitter_only_ever_adds()
        {
            RandomNumbers random = new RandomNumbers(new ScriptedRandom(3));
            int shortest = int.MaxValue;
            int longest = 0;
            for (int i = 0; i < 300; i++)
            {
                int ms = RetryAfter.WithJitterMs("60", new FakeClock(), random);
                shortest = ms < shortest ? ms : shortest;
                longest = ms > longest ? ms : longest;
            }

            Assert.IsTrue(shortest >= 60000 && longest <= 67000, shortest.ToString() + " to " + longest.ToString());
            Assert.IsTrue(longest - shortest > 4000, "it spreads");
        }
    }
}
