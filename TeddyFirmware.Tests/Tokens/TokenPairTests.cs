using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Tokens;

namespace TeddyFirmware.Tests.Tokens
{
    /// <summary>The pair as it is stored, and how long a token lives.</summary>
    [TestClass]
    public class TokenPairTests
    {
        private const long Now = FakeClock.StartUtcSeconds;
        private const long Years = 365L * 86400;

        [TestMethod]
        public void A_pair_survives_the_way_there_and_back()
        {
            TokenPair pair = TokenPair.FromBytes(new TokenPair("a.b.c", "d.e.fff", Now, 3600).ToBytes());
            Assert.AreEqual("a.b.c", pair.Access);
            Assert.AreEqual("d.e.fff", pair.Refresh);
            Assert.AreEqual(Now, pair.ReceivedAt);
            Assert.AreEqual(3600L, pair.LifetimeSeconds);
        }

        [TestMethod]
        public void The_longest_pair_survives_too()
        {
            string token = TestToken.OfLength(3072);
            TokenPair pair = TokenPair.FromBytes(new TokenPair(token, token, Now, TokenLifetime.MaxSeconds).ToBytes());
            Assert.AreEqual(token, pair.Access);
            Assert.AreEqual(token, pair.Refresh);
            Assert.AreEqual(TokenLifetime.MaxSeconds, pair.LifetimeSeconds);
        }

        [TestMethod]
        public void What_is_no_pair_is_none()
        {
            byte[] stored = new TokenPair("a.b.c", "d.e.f", Now, 3600).ToBytes();
            Assert.IsNull(TokenPair.FromBytes(null));
            Assert.IsNull(TokenPair.FromBytes(new byte[0]));
            for (int length = 0; length <= stored.Length - "d.e.f".Length; length++)
            {
                Assert.IsNull(TokenPair.FromBytes(Bytes.Slice(stored, 0, length)), length.ToString());
            }

            stored[0] = 2;
            Assert.IsNull(TokenPair.FromBytes(stored), "another format");
        }

        [TestMethod]
        public void The_answer_s_own_lifetime_comes_first()
        {
            Assert.AreEqual(120L, TokenLifetime.Seconds(120, Jwt.Read(TestToken.Make("x", 3600)), Now));
            Assert.AreEqual(1L, TokenLifetime.Seconds(1, Jwt.Read(TestToken.Make("x", 3600)), Now));
        }

        [TestMethod]
        public void Then_the_token_s_own_exp_minus_iat_whatever_the_clock_says()
        {
            Jwt token = Jwt.Read(TestToken.Make("x", 7200));
            Assert.AreEqual(7200L, TokenLifetime.Seconds(-1, token, Now));
            Assert.AreEqual(7200L, TokenLifetime.Seconds(-1, token, Now - (10 * Years)));
            Assert.AreEqual(7200L, TokenLifetime.Seconds(-1, token, Now + (10 * Years)));
        }

        [TestMethod]
        public void Then_exp_by_the_clock()
        {
            Jwt token = Jwt.Read(TestToken.OfPayload("{\"exp\":" + (Now + 900).ToString() + "}"));
            Assert.AreEqual(900L, TokenLifetime.Seconds(-1, token, Now));
        }

        [TestMethod]
        public void What_is_missing_or_absurd_is_an_hour()
        {
            long[] absurd = { -1, 0, -3600, TokenLifetime.MaxSeconds + 1, 999999999999999 };
            for (int i = 0; i < absurd.Length; i++)
            {
                Assert.AreEqual(3600L, TokenLifetime.Seconds(absurd[i], Jwt.Read(TestToken.OfPayload("{}")), Now));
                Assert.AreEqual(3600L, TokenLifetime.Seconds(-1, Jwt.Read(TestToken.OfPayload("{\"exp\":" + absurd[i].ToString() + "}")), Now));
            }

            Assert.AreEqual(3600L, TokenLifetime.Seconds(-1, Jwt.Read(TestToken.OfPayload("{\"iat\":5,\"exp\":4}")), Now));
            Jwt noIat = Jwt.Read(TestToken.OfPayload("{\"exp\":" + (Now + 900).ToString() + "}"));
            Assert.AreEqual(3600L, TokenLifetime.Seconds(-1, noIat, Now + (10 * Years)), "a clock that is years wrong");
        }
    }
}
