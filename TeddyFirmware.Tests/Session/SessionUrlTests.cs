using nanoFramework.TestFramework;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Session
{
    /// <summary>The session's URL (contract, section 4).</summary>
    [TestClass]
    public class SessionUrlTests
    {
        [TestMethod]
        public void Host_port_path_device_and_token()
        {
            string token = TestToken.Make("x", 3600);
            Assert.AreEqual("wss://teddy.example:8443/ws/esp32/Teddy-ESP32-0001?token=" + token, SessionUrl.Build(new ProvisionFile().ToSettings(), token));
        }

        [TestMethod]
        public void The_token_s_own_lower_case_id_is_taken()
        {
            string token = TestToken.OfPayload("{\"device_id\":\"teddy-esp32-0001\"}");
            Assert.Contains("/ws/esp32/teddy-esp32-0001?token=", SessionUrl.Build(new ProvisionFile().ToSettings(), token));
        }

        [TestMethod]
        [DataRow("{\"device_id\":\"Another-Device-0002\"}")]
        [DataRow("{\"device_id\":5}")]
        [DataRow("{\"device_id\":\"../../admin\"}")]
        [DataRow("{}")]
        [DataRow("no json")]
        public void A_token_that_names_another_device_or_none_changes_nothing(string payload) =>
            Assert.Contains("/ws/esp32/Teddy-ESP32-0001?token=", SessionUrl.Build(new ProvisionFile().ToSettings(), TestToken.OfPayload(payload)));

        [TestMethod]
        public void What_is_not_unreserved_is_percent_encoded() =>
            Assert.EndsWith("?token=a%2Bb%2Fc%3D%26x%3D1", SessionUrl.Build(new ProvisionFile().ToSettings(), "a+b/c=&x=1"));

        [TestMethod]
        public void Another_session_path_is_used()
        {
            string url = SessionUrl.Build(new ProvisionFile().With("session_path", "/v2/socket/").ToSettings(), "t");
            Assert.StartsWith("wss://teddy.example:8443/v2/socket/Teddy-ESP32-0001?", url);
        }
    }
}
