using nanoFramework.TestFramework;

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
    }
}
