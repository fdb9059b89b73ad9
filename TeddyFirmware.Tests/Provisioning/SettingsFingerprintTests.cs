using System.Text;
using nanoFramework.TestFramework;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Provisioning
{
    /// <summary>The settings' fingerprint: it tells every change to whoever has the secret, and nothing to anybody else.</summary>
    [TestClass]
    public class SettingsFingerprintTests
    {
        private static readonly byte[] s_roots = Encoding.UTF8.GetBytes("-----BEGIN CERTIFICATE-----\n");

        [TestMethod]
        public void It_has_a_group_for_each_part_and_says_where_there_is_none()
        {
            // By another implementation: key = HMAC(secret, label), then HMAC(key, content), the first 8 hex digits.
            Assert.AreEqual("6625c68c.none.none", Of(new FakePlatform(), new ProvisionFile()));
            Assert.AreEqual("6625c68c.eb151554.f59ff0c8", Of(Whole(), new ProvisionFile()));
        }

        [TestMethod]
        public void Without_the_memory_to_read_the_bundle_its_group_says_so()
        {
            FakePlatform platform = Whole();
            platform.FakeFlash.HasNoMemoryToRead = true;
            Assert.AreEqual("6625c68c.eb151554.memory", Of(platform, new ProvisionFile()));
        }

        [TestMethod]
        [DataRow("device_id", "Teddy-ESP32-0009")]
        [DataRow("child_id", "another-child")]
        [DataRow("server_url", "https://other.example")]
        [DataRow("claim_path", "/c")]
        [DataRow("refresh_path", "/r")]
        [DataRow("session_path", "/s")]
        [DataRow("claim_nonce", "text")]
        public void Every_setting_changes_the_first_group_alone(string field, string value)
        {
            string before = Of(Whole(), new ProvisionFile());
            string after = Of(Whole(), new ProvisionFile().With(field, value));
            Assert.AreNotEqual(Group(before, 0), Group(after, 0));
            Assert.AreEqual(Group(before, 1), Group(after, 1));
            Assert.AreEqual(Group(before, 2), Group(after, 2));
        }

        [TestMethod]
        public void Another_secret_changes_every_group()
        {
            string before = Of(Whole(), new ProvisionFile());
            string after = Of(Whole(), new ProvisionFile().With("oob_secret", "ff" + CheckVector.Secret.Substring(2)));
            for (int i = 0; i < 3; i++)
            {
                Assert.AreNotEqual(Group(before, i), Group(after, i));
            }
        }

        [TestMethod]
        public void A_Wi_Fi_password_and_a_root_change_their_groups()
        {
            string before = Of(Whole(), new ProvisionFile());
            FakePlatform platform = Whole();
            platform.FakeNetwork.Wifi = "Nursery\nother-password";
            platform.FakeFlash.Write("ca.pem", Encoding.UTF8.GetBytes("other roots"));
            string after = Of(platform, new ProvisionFile());
            Assert.AreEqual(Group(before, 0), Group(after, 0));
            Assert.AreNotEqual(Group(before, 1), Group(after, 1));
            Assert.AreNotEqual(Group(before, 2), Group(after, 2));
        }

        private static FakePlatform Whole()
        {
            FakePlatform platform = new FakePlatform();
            platform.FakeNetwork.Wifi = "Nursery\nwifi-s3cr3t-horse";
            platform.FakeFlash.Write("ca.pem", s_roots);
            return platform;
        }

        private static string Of(FakePlatform platform, ProvisionFile file) => SettingsFingerprint.Of(platform, file.ToSettings());

        private static string Group(string fingerprint, int index) => fingerprint.Split('.')[index];
    }
}
