using nanoFramework.TestFramework;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Provisioning
{
    /// <summary>The provisioning file: every field is checked, and an error names the field and never its value.</summary>
    [TestClass]
    public class SettingsParserTests
    {
        private const string Planted = "PLANTED VALUE";

        [TestMethod]
        public void A_whole_file_gives_the_settings_and_the_contract_s_paths()
        {
            DeviceSettings settings = new ProvisionFile().ToSettings();
            Assert.AreEqual(CheckVector.DeviceId, settings.DeviceId);
            Assert.AreEqual(CheckVector.ChildId, settings.ChildId);
            Assert.AreEqual(CheckVector.Secret, Bytes.ToHex(settings.OobSecret));
            Assert.AreEqual(ProvisionFile.ServerUrl, settings.ServerUrl);
            Assert.AreEqual("/api/v1/pair/claim", settings.ClaimPath);
            Assert.AreEqual("/api/v1/pair/token/refresh", settings.RefreshPath);
            Assert.AreEqual("/ws/esp32", settings.SessionPath);
            Assert.IsFalse(settings.IsNonceText);
        }

        [TestMethod]
        public void Optional_fields_replace_the_defaults()
        {
            DeviceSettings settings = new ProvisionFile().With("claim_path", "/c").With("refresh_path", "/r").With("session_path", "/s/")
                .With("claim_nonce", "text").With("server_url", "https://h/").ToSettings();
            Assert.AreEqual("/c", settings.ClaimPath);
            Assert.AreEqual("/r", settings.RefreshPath);
            Assert.AreEqual("/s", settings.SessionPath);
            Assert.AreEqual("https://h", settings.ServerUrl);
            Assert.IsTrue(settings.IsNonceText);
        }

        [TestMethod]
        public void Unknown_fields_are_passed_over() => Assert.IsNotNull(new ProvisionFile().Raw("note", "{\"device_id\":[1,2]}").ToSettings());

        [TestMethod]
        [DataRow("format"), DataRow("device_id"), DataRow("child_id"), DataRow("oob_secret"), DataRow("server_url")]
        public void A_missing_field_is_named(string field) =>
            Assert.AreEqual(0, ErrorOf(new ProvisionFile().Without(field)).IndexOf(field + " is missing"));

        [TestMethod]
        [DataRow("format"), DataRow("device_id"), DataRow("child_id"), DataRow("oob_secret"), DataRow("server_url")]
        [DataRow("claim_path"), DataRow("refresh_path"), DataRow("session_path"), DataRow("claim_nonce")]
        public void A_malformed_field_is_named_and_its_value_is_not_shown(string field)
        {
            IsRefused(field, "\"" + Planted + "\"");
            IsRefused(field, "\"\"");
            IsRefused(field, "null");
            IsRefused(field, "true");
            IsRefused(field, "[\"" + Planted + "\"]");
            IsRefused(field, "{\"x\":\"" + Planted + "\"}");
            IsRefused(field, "\"\\u0000" + Planted + "\"");
        }

        [TestMethod]
        [DataRow("format", "2")]
        [DataRow("format", "0")]
        [DataRow("format", "\"1\"")]
        [DataRow("device_id", "\"Teddy-1\"")]
        [DataRow("device_id", "\"Teddy ESP32 0001\"")]
        [DataRow("child_id", "\"child/123\"")]
        [DataRow("child_id", "\"../../../etc\"")]
        [DataRow("oob_secret", "\"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e\"")]
        [DataRow("oob_secret", "\"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1g\"")]
        [DataRow("oob_secret", "\"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20\"")]
        [DataRow("oob_secret", "\"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1\"")]
        [DataRow("server_url", "\"http://teddy.example\"")]
        [DataRow("server_url", "\"https://teddy.example/api\"")]
        [DataRow("claim_nonce", "\"hex\"")]
        [DataRow("claim_nonce", "\"Text\"")]
        [DataRow("claim_path", "\"api/v1\"")]
        [DataRow("session_path", "\"/ws?x=1\"")]
        public void A_value_out_of_range_is_refused_by_name(string field, string json) => IsRefused(field, json);

        [TestMethod]
        public void Lengths_are_refused_at_their_ends()
        {
            IsRefused("device_id", "\"" + Bytes.Text('d', 65) + "\"");
            IsRefused("child_id", "\"" + Bytes.Text('c', 65) + "\"");
            IsRefused("server_url", "\"https://" + Bytes.Text('h', 200) + "\"");
            IsRefused("claim_path", "\"/" + Bytes.Text('p', 200) + "\"");
            Assert.IsNotNull(new ProvisionFile().With("device_id", Bytes.Text('d', 64)).With("child_id", "c").ToSettings());
        }

        [TestMethod]
        public void The_first_fault_is_the_one_that_is_told() =>
            Assert.StartsWith("device_id", ErrorOf(new ProvisionFile().With("device_id", "x").With("child_id", "/")));

        [TestMethod]
        public void A_second_wrong_value_of_a_field_is_refused_too()
        {
            byte[] json = new ProvisionFile().ToBytes();
            byte[] doubled = Bytes.Join(Bytes.Slice(json, 0, json.Length - 1), Bytes.Of(",\"device_id\":\"x\"}"));
            Assert.IsNull(new SettingsParser().Parse(doubled));
        }

        [TestMethod]
        public void A_file_cut_at_any_byte_gives_no_settings()
        {
            byte[] json = new ProvisionFile().ToBytes();
            SettingsParser parser = new SettingsParser();
            for (int length = 0; length < json.Length; length++)
            {
                Assert.IsNull(parser.Parse(Bytes.Slice(json, 0, length)), length.ToString());
                Assert.IsNotNull(parser.Error);
                Assert.AreEqual(-1, parser.Error.IndexOf("000102"));
            }
        }

        [TestMethod]
        public void No_file_and_a_file_over_2048_bytes_are_refused()
        {
            SettingsParser parser = new SettingsParser();
            Assert.IsNull(parser.Parse(null));
            Assert.IsNotNull(parser.Error);
            int room = 2048 - new ProvisionFile().With("note", string.Empty).ToBytes().Length;
            Assert.IsNotNull(parser.Parse(new ProvisionFile().With("note", Bytes.Text('n', room)).ToBytes()));
            Assert.IsNull(parser.Error);
            Assert.IsNull(parser.Parse(new ProvisionFile().With("note", Bytes.Text('n', room + 1)).ToBytes()));
            Assert.Contains("2048", parser.Error);
        }

        [TestMethod]
        public void A_parser_forgets_the_file_before()
        {
            SettingsParser parser = new SettingsParser();
            parser.Parse(new ProvisionFile().With("claim_nonce", "text").ToBytes());
            Assert.IsNull(parser.Parse(Bytes.Of("{}")));
            Assert.IsFalse(parser.Parse(new ProvisionFile().ToBytes()).IsNonceText);
        }

        private static void IsRefused(string field, string json)
        {
            string error = ErrorOf(new ProvisionFile().Raw(field, json));
            Assert.AreEqual(0, error.IndexOf(field + " "), error);
            Assert.AreEqual(-1, error.IndexOf(Planted), error);
            Assert.AreEqual(-1, error.IndexOf("000102"), error);
        }

        private static string ErrorOf(ProvisionFile file)
        {
            SettingsParser parser = new SettingsParser();
            Assert.IsNull(parser.Parse(file.ToBytes()));
            return parser.Error;
        }
    }
}
