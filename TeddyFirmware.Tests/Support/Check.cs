using nanoFramework.TestFramework;
using TeddyFirmware.Resilience;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>What the framework's Assert lacks.</summary>
    public static class Check
    {
        /// <summary>Fails where a number is out of a range.</summary>
        /// <param name="value">The number.</param>
        /// <param name="least">The least that will do.</param>
        /// <param name="most">The most that will do.</param>
        public static void Within(long value, long least, long most) =>
            Assert.IsTrue(value >= least && value <= most, value.ToString() + " is not within " + least.ToString() + " to " + most.ToString());

        /// <summary>Fails where waits are not of so many minutes, one after the other.</summary>
        /// <param name="nextMs">Asks for the next wait, in milliseconds.</param>
        /// <param name="minutes">The minutes.</param>
        public static void Minutes(Draw nextMs, params int[] minutes)
        {
            for (int i = 0; i < minutes.Length; i++)
            {
                Assert.AreEqual((long)minutes[i] * Ms.Minute, nextMs(), "wait " + i.ToString());
            }
        }

        /// <summary>Fails where waits are not those of an exponential backoff, from its beginning on.</summary>
        /// <param name="nextMs">Asks for the next wait, in milliseconds.</param>
        /// <param name="count">How many are looked at.</param>
        /// <param name="first">How many there have been before.</param>
        public static void BacksOff(Draw nextMs, int count, int first = 0)
        {
            for (int n = first; n < first + count; n++)
            {
                Within(nextMs(), 250, Backoff.CeilingMs(n));
            }
        }
    }
}
