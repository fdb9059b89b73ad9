using nanoFramework.TestFramework;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>What the core takes for granted of the files that survive a power cut. Power cuts themselves are not tested.</summary>
    [TestClass]
    public class FlashContract
    {
        private const string Name = "contract-test.bin";
        private const string Other = "contract-test_2.bin";
        private const int Files = 24;

        /// <summary>What was written is read, by a new adapter too.</summary>
        /// <param name="length">The file's length: the smallest, inline in littlefs, a block and its neighbours, a whole store.</param>
        [TestMethod]
        [DataRow(1), DataRow(63), DataRow(64), DataRow(4095), DataRow(4096), DataRow(4097), DataRow(12000)]
        public void ReadsWhatWasWritten(int length)
        {
            PlatformUnderTest.Create().Flash.Write(Name, Pattern(length, 7));
            AssertContent(PlatformUnderTest.Create().Flash, length, 7);
            PlatformUnderTest.Create().Flash.Delete(Name);
        }

        /// <summary>A shorter or longer content replaces the old one, and leaves nothing of it behind.</summary>
        [TestMethod]
        public void WriteReplaces()
        {
            IFlash flash = PlatformUnderTest.Create().Flash;
            flash.Write(Name, Pattern(5000, 1));
            AssertContent(flash, 5000, 1);
            flash.Write(Name, Pattern(10, 2));
            AssertContent(flash, 10, 2);
            flash.Write(Name, Pattern(6000, 3));
            AssertContent(flash, 6000, 3);
            flash.Delete(Name);
        }

        /// <summary>Other files are untouched by a write, a replace and a delete.</summary>
        [TestMethod]
        public void FilesDoNotTouchEachOther()
        {
            IFlash flash = PlatformUnderTest.Create().Flash;
            flash.Write(Name, Pattern(300, 1));
            flash.Write(Other, Pattern(300, 2));
            flash.Write(Other, Pattern(5000, 3));
            AssertContent(flash, 300, 1);
            flash.Delete(Other);
            AssertContent(flash, 300, 1);
            flash.Delete(Name);
        }

        /// <summary>A file longer than the limit is not read; one of exactly the limit is.</summary>
        [TestMethod]
        public void ReadKeepsTheLimit()
        {
            IFlash flash = PlatformUnderTest.Create().Flash;
            flash.Write(Name, Pattern(100, 1));
            Assert.IsNotNull(flash.Read(Name, 100), "at the limit");
            Assert.IsNull(flash.Read(Name, 99), "over the limit");
            Assert.IsTrue(flash.Exists(Name), "is there all the same");
            flash.Delete(Name);
        }

        /// <summary>A missing file reads as null, one that was deleted too, and may be deleted.</summary>
        [TestMethod]
        public void AMissingFileIsNoError()
        {
            IFlash flash = PlatformUnderTest.Create().Flash;
            flash.Delete(Name);
            flash.Delete(Name);
            Assert.IsNull(flash.Read(Name, 100));
            flash.Write(Name, Pattern(10, 1));
            AssertContent(flash, 10, 1);
            flash.Delete(Name);
            Assert.IsNull(flash.Read(Name, 100), "gone again");
            Assert.IsFalse(flash.Exists(Name));
        }

        /// <summary>Files that are gone read as null, also those that were written anew in between.</summary>
        [TestMethod]
        public void FilesThatComeAndGoAreNoError()
        {
            IFlash flash = PlatformUnderTest.Create().Flash;
            Write(flash, 0, 1);
            Delete(flash, 0, 2);
            Write(flash, 1, 2);
            Delete(flash, 1, 2);
            for (int i = 0; i < Files; i++)
            {
                Assert.IsNull(flash.Read("contract-test." + i.ToString(), 100), i.ToString());
            }
        }

        /// <summary>The list has every file of the firmware once, by the name it was written with, and none that is gone.</summary>
        [TestMethod]
        public void ListsNames()
        {
            IFlash flash = PlatformUnderTest.Create().Flash;
            flash.Write(Name, Pattern(5, 1));
            flash.Write(Other, Pattern(5000, 1));
            Assert.AreEqual(1, Count(flash.List(), Name));
            Assert.AreEqual(1, Count(flash.List(), Other));
            flash.Delete(Name);
            Assert.AreEqual(0, Count(flash.List(), Name));
            Assert.AreEqual(1, Count(flash.List(), Other));
            flash.Delete(Other);
        }

        /// <summary>A name that could lead out of the firmware's folder, or that another machine could not hold, is refused.</summary>
        /// <param name="name">The name.</param>
        [TestMethod]
        [DataRow("")]
        [DataRow("..")]
        [DataRow("a\\b")]
        [DataRow("../a")]
        [DataRow("Capital")]
        [DataRow("a b")]
        [DataRow("a:b")]
        [DataRow("a2345678901234567890123456789012345678901")]
        public void RefusesOtherNames(string name) =>
            Refused.By(() => PlatformUnderTest.Create().Flash.Write(name, new byte[1]));

        [TestMethod]
        public void TakesTheLongestName()
        {
            IFlash flash = PlatformUnderTest.Create().Flash;
            const string Longest = "contract-5678901234567890123456789012.bi";
            flash.Write(Longest, Pattern(9, 1));
            Assert.AreEqual(1, Count(flash.List(), Longest));
            flash.Delete(Longest);
            Assert.IsFalse(flash.Exists(Longest));
        }

        /// <summary>Forty replacements in a row, as a busy month may bring, with a second adapter reading.</summary>
        [TestMethod]
        public void SurvivesManyReplacements()
        {
            IFlash writer = PlatformUnderTest.Create().Flash;
            IFlash reader = PlatformUnderTest.Create().Flash;
            for (int i = 0; i < 40; i++)
            {
                writer.Write(Name, Pattern(1500 + i, i));
                byte[] content = reader.Read(Name, 8192);
                Assert.AreEqual(1500 + i, content.Length);
                Assert.AreEqual((byte)i, content[0]);
            }

            writer.Delete(Name);
        }

        private static void Write(IFlash flash, int from, int step)
        {
            for (int i = from; i < Files; i += step)
            {
                flash.Write("contract-test." + i.ToString(), Pattern(3, i));
            }
        }

        private static void Delete(IFlash flash, int from, int step)
        {
            for (int i = from; i < Files; i += step)
            {
                flash.Delete("contract-test." + i.ToString());
            }
        }

        private static byte[] Pattern(int length, int seed)
        {
            byte[] content = new byte[length];
            for (int i = 0; i < length; i++)
            {
                content[i] = At(i, seed);
            }

            return content;
        }

        private static byte At(int index, int seed) => (byte)(seed + (index * 31) + (index >> 8));

        private static void AssertContent(IFlash flash, int length, int seed)
        {
            byte[] content = flash.Read(Name, 16384);
            Assert.IsNotNull(content, "no content");
            Assert.AreEqual(length, content.Length);
            int difference = 0;
            for (int i = 0; i < length; i++)
            {
                difference |= content[i] ^ At(i, seed);
            }

            Assert.AreEqual(0, difference, "other bytes");
        }

        private static int Count(string[] names, string name)
        {
            int count = 0;
            for (int i = 0; i < names.Length; i++)
            {
                count += names[i] == name ? 1 : 0;
            }

            return count;
        }
    }
}
