using System.Threading;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>What the core takes for granted of clock and random generator.</summary>
    [TestClass]
    public class ClockAndRandomContract
    {
        /// <summary>Waits are counted on it.</summary>
        [TestMethod]
        public void MonotonicTimeNeverGoesBack()
        {
            IClock clock = PlatformUnderTest.Create().Clock;
            long lastMs = clock.MonotonicMs;
            for (int i = 0; i < 2000; i++)
            {
                long nowMs = clock.MonotonicMs;
                Assert.IsTrue(nowMs >= lastMs, "went back");
                lastMs = nowMs;
            }
        }

        /// <summary>A wait of 200 ms is neither none nor a second, however coarse the clock.</summary>
        [TestMethod]
        public void MonotonicTimeCountsMilliseconds()
        {
            IClock clock = PlatformUnderTest.Create().Clock;
            long startMs = clock.MonotonicMs;
            Thread.Sleep(200);
            long tookMs = clock.MonotonicMs - startMs;
            Assert.IsTrue(tookMs >= 150 && tookMs < 1000, "took " + tookMs.ToString());
        }

        /// <summary>A date before the build is no date.</summary>
        [TestMethod]
        public void UtcIsSetOnlyWhenItIsPastTheBuild()
        {
            IClock clock = PlatformUnderTest.Create().Clock;
            Assert.AreEqual(clock.UtcSeconds > 1782864000, clock.IsUtcSet);
        }

        /// <summary>Two fills of 32 bytes differ, from each other and between two generators.</summary>
        [TestMethod]
        public void RandomBytesDiffer()
        {
            IRandom random = PlatformUnderTest.Create().Random;
            byte[] first = new byte[32];
            byte[] second = new byte[32];
            byte[] other = new byte[32];
            random.Fill(first);
            random.Fill(second);
            PlatformUnderTest.Create().Random.Fill(other);
            Assert.IsFalse(AreSame(first, second), "same twice");
            Assert.IsFalse(AreSame(first, other), "same from two generators");
            Assert.IsFalse(AreSame(first, new byte[32]), "zeros");
        }

        /// <summary>Every byte of the array is filled.</summary>
        [TestMethod]
        public void RandomFillsTheWholeArray()
        {
            IRandom random = PlatformUnderTest.Create().Random;
            byte[] seen = new byte[17];
            for (int i = 0; i < 10; i++)
            {
                byte[] buffer = new byte[17];
                random.Fill(buffer);
                for (int k = 0; k < buffer.Length; k++)
                {
                    seen[k] |= buffer[k];
                }
            }

            for (int k = 0; k < seen.Length; k++)
            {
                Assert.AreNotEqual((byte)0, seen[k], "never filled");
            }
        }

        private static bool AreSame(byte[] one, byte[] other)
        {
            int difference = 0;
            for (int i = 0; i < one.Length; i++)
            {
                difference |= one[i] ^ other[i];
            }

            return difference == 0;
        }
    }
}
