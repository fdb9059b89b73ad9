using System.Text;
using nanoFramework.TestFramework;
using TeddyFirmware.Claiming;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Claiming
{
    /// <summary>The claim's proof and body (contract, sections 1 and 2).</summary>
    [TestClass]
    public class ClaimMacTests
    {
        [TestMethod]
        public void Contract_section_2_check_vector_bytes() => Assert.AreEqual(CheckVector.MacOfBytes, MacOf(new ProvisionFile()));

        [TestMethod]
        public void Contract_section_2_check_vector_text() =>
            Assert.AreEqual(CheckVector.MacOfText, MacOf(new ProvisionFile().With("claim_nonce", "text")));

        [TestMethod]
        public void The_case_of_the_device_id_counts() =>
            Assert.AreNotEqual(CheckVector.MacOfBytes, MacOf(new ProvisionFile().With("device_id", "teddy-esp32-0001")));

        [TestMethod]
        public void There_is_no_separator_between_the_ids()
        {
            string moved = MacOf(new ProvisionFile().With("device_id", "Teddy-ESP32-0001c").With("child_id", "hild123"));
            Assert.AreEqual(CheckVector.MacOfBytes, moved);
        }

        [TestMethod]
        public void The_secret_is_not_changed()
        {
            DeviceSettings settings = new ProvisionFile().ToSettings();
            ClaimMac.Compute(new SoftwareCryptography(), settings, Bytes.FromHex(CheckVector.Nonce));
            Assert.AreEqual(CheckVector.Secret, Bytes.ToHex(settings.OobSecret));
        }

        [TestMethod]
        public void The_body_has_the_five_fields_of_the_contract()
        {
            FakePlatform platform = new FakePlatform();
            byte[] body = ClaimRequest.Build(platform, new ProvisionFile().ToSettings(), Bytes.FromHex(CheckVector.Nonce), "1.0.0");
            Assert.AreEqual(CheckVector.DeviceId, JsonField.Text(body, "device_id"));
            Assert.AreEqual(CheckVector.ChildId, JsonField.Text(body, "child_id"));
            Assert.AreEqual(CheckVector.Nonce, JsonField.Text(body, "nonce"));
            Assert.AreEqual(CheckVector.MacOfBytes, JsonField.Text(body, "hmac_hex"));
            Assert.AreEqual("1.0.0", JsonField.Text(body, "firmware_version"));
            Assert.AreEqual(-1, Encoding.UTF8.GetString(body, 0, body.Length).IndexOf(CheckVector.Secret));
        }

        private static string MacOf(ProvisionFile file) =>
            ClaimMac.Compute(new SoftwareCryptography(), file.ToSettings(), Bytes.FromHex(CheckVector.Nonce));
    }
}
