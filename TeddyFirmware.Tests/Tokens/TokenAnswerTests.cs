using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Tokens;

namespace TeddyFirmware.Tests.Tokens
{
    /// <summary>The answers to claim and refresh in both spellings (contract, sections 2.1 and 3).</summary>
    [TestClass]
    public class TokenAnswerTests
    {
        private const string Access = "aaaa.bbbb.cccc";
        private const string Refresh = "dddd.eeee.ffff";

        [TestMethod]
        public void The_stub_s_spelling_is_read()
        {
            TokenAnswer answer = Read(TestToken.Answer(Access, Refresh), true);
            Assert.AreEqual(Access, answer.Access);
            Assert.AreEqual(Refresh, answer.Refresh);
            Assert.AreEqual(-1L, answer.ExpiresInSeconds);
        }

        [TestMethod]
        public void The_deployed_server_s_spelling_is_read_and_personal_data_is_passed_over()
        {
            TokenAnswer answer = Read(
                "{\"access_token\":\"" + Access + "\",\"refresh_token\":\"" + Refresh + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"device_session_id\":\"s\","
                + "\"child_profile\":{\"name\":\"Mia\",\"access_token\":5,\"likes\":[\"\\u20ac\",{\"refresh\":null}]},\"device_config\":{\"expires_in\":\"x\"}}",
                true);
            Assert.AreEqual(Access, answer.Access);
            Assert.AreEqual(Refresh, answer.Refresh);
            Assert.AreEqual(3600L, answer.ExpiresInSeconds);
        }

        [TestMethod]
        public void A_mixed_spelling_is_read() =>
            Assert.AreEqual(Refresh, Read("{\"access\":\"" + Access + "\",\"refresh_token\":\"" + Refresh + "\"}", true).Refresh);

        [TestMethod]
        public void A_refresh_s_answer_may_lack_the_refresh_token_and_a_claim_s_may_not()
        {
            string body = "{\"access_token\":\"" + Access + "\",\"expires_in\":3600}";
            Assert.IsNull(Read(body, true));
            Assert.IsNull(Read(body, false).Refresh);
            Assert.IsNull(Read("{\"access_token\":\"" + Access + "\",\"refresh_token\":null}", false).Refresh);
            Assert.IsNull(Read("{\"access_token\":\"" + Access + "\",\"refresh_token\":null}", true));
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("{}")]
        [DataRow("[]")]
        [DataRow("<html></html>")]
        [DataRow("{\"refresh\":\"dddd.eeee.ffff\"}")]
        [DataRow("{\"access\":null,\"refresh\":\"dddd.eeee.ffff\"}")]
        [DataRow("{\"access\":5,\"refresh\":\"dddd.eeee.ffff\"}")]
        [DataRow("{\"access\":true,\"refresh\":\"dddd.eeee.ffff\"}")]
        [DataRow("{\"access\":{\"x\":1},\"refresh\":\"dddd.eeee.ffff\"}")]
        [DataRow("{\"access\":[\"aaaa.bbbb.cccc\"],\"refresh\":\"dddd.eeee.ffff\"}")]
        [DataRow("{\"access\":\"\",\"refresh\":\"dddd.eeee.ffff\"}")]
        [DataRow("{\"access\":\"aaaa.bbbb\",\"refresh\":\"dddd.eeee.ffff\"}")]
        [DataRow("{\"access\":\"aaaa.bbbb.cccc\",\"refresh\":\"\"}")]
        [DataRow("{\"access\":\"aaaa.bbbb.cccc\",\"refresh\":7}")]
        [DataRow("{\"access\":\"aaaa.bbbb.cccc\",\"refresh\":\"no token\"}")]
        [DataRow("\ufeff\ufeff{\"access\":\"aaaa.bbbb.cccc\",\"refresh\":\"dddd.eeee.ffff\"}")]
        [DataRow("\ufeff")]
        [DataRow("{\"access\":\"aaaa.bbbb.cccc\",\"refresh\":\"dddd.eeee.ffff\"")]
        [DataRow("{\"access\":\"aaaa.bbbb.cccc\",\"refresh\":\"dddd.eeee.ffff\"}x")]
        [DataRow("{\"access\":\"aaaa.bbbb.cccc\",\"refresh\":\"dddd.eeee.ffff\",\"child_profile\":{]}")]
        [DataRow("{\"Access\":\"aaaa.bbbb.cccc\",\"Refresh\":\"dddd.eeee.ffff\"}")]
        public void An_unreadable_body_gives_no_tokens(string body) => Assert.IsNull(Read(body, true));

        [TestMethod]
        public void A_body_cut_at_any_byte_gives_no_tokens()
        {
            string body = TestToken.Answer(Access, Refresh);
            for (int length = 0; length < body.Length; length++)
            {
                Assert.IsNull(Read(body.Substring(0, length), true), length.ToString());
            }
        }

        [TestMethod]
        public void The_longest_tokens_are_read_and_longer_ones_are_not()
        {
            string longest = TestToken.OfLength(3072);
            Assert.AreEqual(longest, Read(TestToken.Answer(longest, longest), true).Refresh);
            Assert.IsNull(Read(TestToken.Answer(TestToken.OfLength(3076), Refresh), true));
            Assert.IsNull(Read(TestToken.Answer(Access, TestToken.OfLength(3076)), true));
        }

        [TestMethod]
        [DataRow("null"), DataRow("\"3600\""), DataRow("true"), DataRow("[1]"), DataRow("{\"seconds\":3600}")]
        [DataRow("1e99"), DataRow("36e2"), DataRow("3600.9"), DataRow("-5"), DataRow("0"), DataRow("999999999999999999999")]
        public void A_lifetime_that_is_no_number_of_seconds_is_as_good_as_none(string value)
        {
            TokenAnswer answer = Read("{\"access\":\"" + Access + "\",\"expires_in\":" + value + "}", false);
            Jwt token = Jwt.Read(TestToken.Make("a", 600));
            Assert.AreEqual(600L, TokenLifetime.Seconds(answer.ExpiresInSeconds, token, FakeClock.StartUtcSeconds));
        }

        [TestMethod]
        public void A_byte_order_mark_before_the_body_is_skipped() =>
            Assert.AreEqual(Refresh, Read("\ufeff" + TestToken.Answer(Access, Refresh), true).Refresh);

        [TestMethod]
        public void Only_the_answer_s_own_bytes_are_read()
        {
            HttpExchange exchange = new HttpExchange();
            string answer = TestToken.Answer(Access, Refresh);
            exchange.Reserve(answer.Length + 1);
            exchange.Body[answer.Length] = (byte)'x';
            HttpReply.Ok(answer).FillIn(exchange);
            Assert.IsNotNull(TokenAnswer.Read(exchange, true));
        }

        private static TokenAnswer Read(string body, bool needsRefresh)
        {
            HttpExchange exchange = new HttpExchange();
            HttpReply.Ok(body).FillIn(exchange);
            return TokenAnswer.Read(exchange, needsRefresh);
        }
    }
}
