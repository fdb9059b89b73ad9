using System.Threading;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>What the core takes for granted of link, memory and log. The reboot is not tested.</summary>
    [TestClass]
    public class NetworkAndPowerContract
    {
        /// <summary>The sealed store is bound to it, so it has to be there before the link is, and to stay the same.</summary>
        [TestMethod]
        public void TheMacAddressHasSixBytesAndStays()
        {
            byte[] first = PlatformUnderTest.Create().Network.GetMacAddress();
            byte[] second = PlatformUnderTest.Create().Network.GetMacAddress();
            Assert.AreEqual(6, first.Length);
            Assert.AreNotEqual("000000000000", Hex.Encode(first, 6));
            Assert.AreEqual(Hex.Encode(first, 6), Hex.Encode(second, 6));
        }

        /// <summary>A caller may wipe what it got.</summary>
        [TestMethod]
        public void TheMacAddressIsACopy()
        {
            INetwork network = PlatformUnderTest.Create().Network;
            byte[] first = network.GetMacAddress();
            string before = Hex.Encode(first, 6);
            first[0] ^= 0xFF;
            byte[] second = network.GetMacAddress();
            Assert.AreEqual(before, Hex.Encode(second, 6));
        }

        /// <summary>Asking for the link, also twice, waits for nothing.</summary>
        [TestMethod]
        public void BeginAndIsUpReturnAtOnce()
        {
            IPlatform platform = PlatformUnderTest.Create();
            long startMs = platform.Clock.MonotonicMs;
            platform.Network.Begin();
            platform.Network.Begin();
            for (int i = 0; i < 20; i++)
            {
                bool isUp = platform.Network.IsUp;
                Assert.IsTrue(isUp || !isUp);
            }

            Assert.IsTrue(platform.Clock.MonotonicMs - startMs < 2000, "waited");
        }

        /// <summary>Free memory is a number or unknown, and asking for it breaks nothing.</summary>
        [TestMethod]
        public void FreeMemoryIsPlausible()
        {
            IPower power = PlatformUnderTest.Create().Power;
            int free = power.FreeMemoryBytes;
            Assert.IsTrue(free == -1 || free > 1000, "free " + free.ToString());
            bool hasRoom = power.HasRoomForSecondTls;
            Assert.IsTrue(hasRoom || !hasRoom);
        }

        /// <summary>Any thread may write a line.</summary>
        [TestMethod]
        public void TheLogTakesLinesFromAnyThread()
        {
            Thread other = new Thread(WriteLine);
            other.Start();
            WriteLine();
            Assert.IsTrue(other.Join(5000), "stuck");
        }

        private static void WriteLine() => PlatformUnderTest.Create().Log.Write("contract test");
    }
}
