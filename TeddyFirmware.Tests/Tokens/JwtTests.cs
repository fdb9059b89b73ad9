using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Tokens;

namespace TeddyFirmware.Tests.Tokens
{
    /// <summary>What the device reads of a token: three base64url parts, and three claims to plan with.</summary>
    [TestClass]
    public class JwtTests
    {
        [TestMethod]
        public void Rfc_7519_section_3_1_example()
        {
            Jwt token = Jwt.Read("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
            Assert.AreEqual(1300819380L, token.ExpiresAt);
            Assert.AreEqual(Jwt.Unknown, token.IssuedAt);
            Assert.IsNull(token.DeviceId);
        }

        [TestMethod]
        public void The_contract_s_claims_are_read()
        {
            Jwt token = Jwt.Read(TestToken.Make("x", 3600));
            Assert.AreEqual(FakeClock.StartUtcSeconds + 3600, token.ExpiresAt);
            Assert.AreEqual(FakeClock.StartUtcSeconds, token.IssuedAt);
            Assert.AreEqual(CheckVector.DeviceId, token.DeviceId);
        }

        [TestMethod]
        public void A_date_may_have_a_fraction() => Assert.AreEqual(1767225600L, Jwt.Read(TestToken.OfPayload("{\"exp\":1767225600.75}")).ExpiresAt);

        [TestMethod]
        [DataRow(""), DataRow("a"), DataRow("abcd"), DataRow("abcd.abcd"), DataRow("abcd.abcd."), DataRow("abcd..abcd")]
        [DataRow(".abcd.abcd"), DataRow(".."), DataRow("abcd.abcd.abcd.abcd"), DataRow("abcd.abcd.abcd.")]
        [DataRow("abcd.ab cd.abcd"), DataRow("abcd.abc=.abcd"), DataRow("ab+d.abcd.abcd"), DataRow("abcd.abcd.ab/d")]
        [DataRow("abcd.abcd.abcd\n"), DataRow("abcd.abcd.abc\u00e9"), DataRow("null")]
        // Lengths that no encoder writes: Base64Url.Decode refuses such a part; the contract calls such a token an unreadable body.
        [DataRow("abcde.abcd.abcd"), DataRow("abcd.a.abcd"), DataRow("abcd.abcd.abcde")]
        public void What_is_not_three_base64url_parts_is_no_token(string text) => Assert.IsNull(Jwt.Read(text));

        [TestMethod]
        public void Null_is_no_token() => Assert.IsNull(Jwt.Read(null));

        [TestMethod]
        public void A_token_has_3072_characters_at_most()
        {
            Assert.IsNotNull(Jwt.Read(TestToken.OfLength(3072)));
            Assert.IsNull(Jwt.Read(TestToken.OfLength(3073)));
            Assert.IsNull(Jwt.Read(TestToken.OfLength(3074)));
        }

        [TestMethod]
        [DataRow("[]")]
        [DataRow("\"exp\"")]
        [DataRow("{\"exp\":\"soon\"}")]
        [DataRow("{\"exp\":null}")]
        [DataRow("{\"exp\":1e9}")]
        [DataRow("{\"exp\":99999999999999999999}")]
        [DataRow("{\"nested\":{\"exp\":5}}")]
        [DataRow("{")]
        [DataRow("\u0001\u0002\u0003")]
        public void Claims_that_cannot_be_read_are_as_good_as_absent(string payload)
        {
            Jwt token = Jwt.Read(TestToken.OfPayload(payload));
            Assert.IsNotNull(token);
            Assert.AreEqual(Jwt.Unknown, token.ExpiresAt);
            Assert.AreEqual(Jwt.Unknown, token.IssuedAt);
        }

        [TestMethod]
        public void A_device_id_of_another_type_or_over_64_characters_is_absent()
        {
            Assert.IsNull(Jwt.Read(TestToken.OfPayload("{\"device_id\":5}")).DeviceId);
            Assert.IsNull(Jwt.Read(TestToken.OfPayload("{\"device_id\":\"" + Bytes.Text('x', 65) + "\"}")).DeviceId);
            Assert.IsNotNull(Jwt.Read(TestToken.OfPayload("{\"device_id\":\"" + Bytes.Text('x', 64) + "\"}")).DeviceId);
        }
    }
}
