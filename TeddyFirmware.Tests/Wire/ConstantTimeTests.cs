using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Wire
{
    /// <summary>The comparison that does not stop at the first difference.</summary>
    [TestClass]
    public class ConstantTimeTests
    {
        [TestMethod]
        public void Every_single_bit_is_seen()
        {
            byte[] left = new byte[32];
            new ScriptedRandom(7).Fill(left);
            byte[] right = Bytes.Slice(left, 0, 32);
            Assert.IsTrue(ConstantTime.AreEqual(left, 0, right, 0, 32));
            for (int bit = 0; bit < 256; bit++)
            {
                right[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.IsFalse(ConstantTime.AreEqual(left, 0, right, 0, 32), bit.ToString());
                right[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        [TestMethod]
        public void Only_the_ranges_are_compared()
        {
            byte[] left = { 1, 2, 3, 4 };
            byte[] right = { 9, 9, 2, 3 };
            Assert.IsTrue(ConstantTime.AreEqual(left, 1, right, 2, 2));
            Assert.IsFalse(ConstantTime.AreEqual(left, 0, right, 2, 2));
            Assert.IsTrue(ConstantTime.AreEqual(left, 0, right, 0, 0));
        }
    }
}
