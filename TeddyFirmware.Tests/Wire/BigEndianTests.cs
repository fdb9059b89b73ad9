using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Wire
{
    /// <summary>Numbers in network byte order.</summary>
    [TestClass]
    public class BigEndianTests
    {
        [TestMethod]
        public void The_first_byte_is_the_highest()
        {
            byte[] target = new byte[6];
            BigEndian.Write(target, 1, 4, 0x01020304);
            Assert.AreEqual("000102030400", Bytes.ToHex(target));
            Assert.AreEqual(0x01020304L, BigEndian.Read(target, 1, 4));
        }

        [TestMethod]
        public void Every_width_holds_its_largest_number()
        {
            for (int width = 1; width <= 7; width++)
            {
                byte[] target = new byte[width];
                long largest = (1L << (8 * width)) - 1;
                BigEndian.Write(target, 0, width, largest);
                Assert.AreEqual(largest, BigEndian.Read(target, 0, width));
                Assert.AreEqual(Bytes.ToHex(Bytes.Repeat(0xFF, width)), Bytes.ToHex(target));
            }
        }

        [TestMethod]
        public void Four_bytes_are_never_negative_and_eight_may_be()
        {
            Assert.AreEqual(4294967295L, BigEndian.Read(Bytes.Repeat(0xFF, 4), 0, 4));
            Assert.AreEqual(-1L, BigEndian.Read(Bytes.Repeat(0xFF, 8), 0, 8));
        }

        [TestMethod]
        public void Only_the_low_bytes_are_written()
        {
            byte[] target = new byte[3];
            BigEndian.Write(target, 1, 2, 0x12345678);
            Assert.AreEqual("005678", Bytes.ToHex(target));
        }
    }
}
