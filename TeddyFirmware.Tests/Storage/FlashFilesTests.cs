using nanoFramework.TestFramework;
using TeddyFirmware.Storage;

namespace TeddyFirmware.Tests.Storage
{
    /// <summary>Names of files.</summary>
    [TestClass]
    public class FlashFilesTests
    {
        [TestMethod]
        public void A_name_is_one_to_forty_characters_that_every_machine_has_and_leads_nowhere()
        {
            string[] names = { "a", "ca.pem", "0_-.b", ".a", "a234567890123456789012345678901234567890" };
            string[] others = { null, string.Empty, ".", "..", "...", "a\\b", "a/b", "A", "a b", "a:b", "\u00e4", "a2345678901234567890123456789012345678901" };
            foreach (string name in names)
            {
                Assert.IsTrue(FlashFiles.IsName(name), name);
            }

            foreach (string other in others)
            {
                Assert.IsFalse(FlashFiles.IsName(other), other);
            }
        }
    }
}
