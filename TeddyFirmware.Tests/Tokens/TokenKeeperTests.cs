using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Tokens;

namespace TeddyFirmware.Tests.Tokens
{
    /// <summary>The one holder of the pair: what it needs, when it refreshes, what it seals.</summary>
    [TestClass]
    public class TokenKeeperTests
    {
        private const string Access1 = "aaaa.bbbb.0001";
        private const string Access2 = "aaaa.bbbb.0002";
        private const string Refresh1 = "rrrr.rrrr.0001";
        private const string Refresh2 = "rrrr.rrrr.0002";

        [TestMethod]
        public void Without_a_pair_a_claim_is_needed() => Assert.AreEqual((int)TokenNeed.Claim, (int)NewKeeper(new FakePlatform(), 1).Need());

        [TestMethod]
        public void With_fresh_tokens_nothing_is_needed()
        {
            TokenKeeper keeper = NewKeeper(new FakePlatform(), 1);
            keeper.Accept(Answer(Access1, Refresh1, 3600));
            Assert.AreEqual((int)TokenNeed.None, (int)keeper.Need());
            Assert.AreEqual(Access1, keeper.Pair.Access);
        }

        [TestMethod]
        public void The_refresh_is_due_at_80_percent_plus_or_minus_5()
        {
            long earliest = long.MaxValue;
            long latest = 0;
            for (int seed = 0; seed < 60; seed++)
            {
                TokenKeeper keeper = NewKeeper(new FakePlatform(), seed);
                keeper.Accept(Answer(Access1, Refresh1, 3600));
                earliest = keeper.RefreshInMs < earliest ? keeper.RefreshInMs : earliest;
                latest = keeper.RefreshInMs > latest ? keeper.RefreshInMs : latest;
            }

            Assert.IsTrue(earliest >= 3600L * 750 && latest <= 3600L * 850, earliest.ToString() + " to " + latest.ToString());
            Assert.IsTrue(latest - earliest >= 3600L * 50, "a fleet spreads out");
        }

        [TestMethod]
        public void An_expired_access_token_needs_a_refresh()
        {
            FakePlatform platform = new FakePlatform();
            TokenKeeper keeper = NewKeeper(platform, 1);
            keeper.Accept(Answer(Access1, Refresh1, 3600));
            platform.FakeClock.Advance(3599999);
            Assert.AreEqual((int)TokenNeed.None, (int)keeper.Need());
            platform.FakeClock.Advance(1);
            Assert.AreEqual((int)TokenNeed.Refresh, (int)keeper.Need());
        }

        [TestMethod]
        public void A_wall_clock_that_jumps_neither_expires_a_token_nor_keeps_it()
        {
            FakePlatform platform = new FakePlatform();
            TokenKeeper keeper = NewKeeper(platform, 1);
            keeper.Accept(Answer(Access1, Refresh1, 3600));
            long refreshInMs = keeper.RefreshInMs;
            platform.FakeClock.SetUtc(FakeClock.StartUtcSeconds + (10L * 365 * 86400));
            Assert.AreEqual((int)TokenNeed.None, (int)keeper.Need());
            Assert.AreEqual(refreshInMs, keeper.RefreshInMs);
            platform.FakeClock.SetUtc(0);
            platform.FakeClock.Advance(3600000);
            Assert.AreEqual((int)TokenNeed.Refresh, (int)keeper.Need());
        }

        [TestMethod]
        public void A_refused_access_token_needs_a_refresh_until_a_new_one_comes()
        {
            TokenKeeper keeper = NewKeeper(new FakePlatform(), 1);
            keeper.Accept(Answer(Access1, Refresh1, 3600));
            keeper.OnAccessRefused();
            Assert.AreEqual((int)TokenNeed.Refresh, (int)keeper.Need());
            keeper.Accept(Answer(Access2, null, 3600));
            Assert.AreEqual((int)TokenNeed.None, (int)keeper.Need());
            Assert.AreEqual(Access2, keeper.Pair.Access);
            Assert.AreEqual(Refresh1, keeper.Pair.Refresh, "the present one stays");
        }

        [TestMethod]
        public void A_refused_refresh_token_needs_a_claim_and_no_refresh_any_more()
        {
            TokenKeeper keeper = NewKeeper(new FakePlatform(), 1);
            keeper.Accept(Answer(Access1, Refresh1, 3600));
            keeper.OnRefreshRefused();
            Assert.AreEqual((int)TokenNeed.Claim, (int)keeper.Need());
            Assert.AreEqual(Countdown.Never, keeper.RefreshInMs);
            keeper.Accept(Answer(Access2, Refresh2, 3600));
            Assert.AreEqual((int)TokenNeed.None, (int)keeper.Need());
        }

        [TestMethod]
        public void The_pair_is_there_after_a_restart_with_the_rest_of_its_life()
        {
            FakePlatform platform = new FakePlatform();
            NewKeeper(platform, 1).Accept(Answer(Access1, Refresh1, 3600));
            platform.FakeClock.Advance(2000000);
            TokenKeeper keeper = NewKeeper(platform, 2);
            Assert.AreEqual(Access1, keeper.Pair.Access);
            Assert.AreEqual(Refresh1, keeper.Pair.Refresh);
            Assert.AreEqual((int)TokenNeed.None, (int)keeper.Need());
            Assert.IsTrue(keeper.RefreshInMs >= 700000 && keeper.RefreshInMs <= 1060000, keeper.RefreshInMs.ToString());
            platform.FakeClock.Advance(1600000);
            Assert.AreEqual((int)TokenNeed.Refresh, (int)keeper.Need());
        }

        [TestMethod]
        public void A_pair_that_expired_while_the_power_was_off_needs_a_refresh()
        {
            FakePlatform platform = new FakePlatform();
            NewKeeper(platform, 1).Accept(Answer(Access1, Refresh1, 3600));
            platform.FakeClock.SetUtc(FakeClock.StartUtcSeconds + 86400);
            Assert.AreEqual((int)TokenNeed.Refresh, (int)NewKeeper(platform, 2).Need());
        }

        [TestMethod]
        public void A_clock_set_back_by_years_makes_a_stored_token_no_younger_than_new()
        {
            FakePlatform platform = new FakePlatform();
            NewKeeper(platform, 1).Accept(Answer(Access1, Refresh1, 3600));
            platform.FakeClock.SetUtc(FakeClock.StartUtcSeconds - (10L * 365 * 86400));
            TokenKeeper keeper = NewKeeper(platform, 2);
            Assert.AreEqual((int)TokenNeed.None, (int)keeper.Need());
            Assert.IsTrue(keeper.RefreshInMs <= 3600L * 850, keeper.RefreshInMs.ToString());
        }

        [TestMethod]
        public void A_token_of_a_second_s_life_is_not_refreshed_every_second()
        {
            TokenKeeper keeper = NewKeeper(new FakePlatform(), 1);
            keeper.Accept(Answer(Access1, Refresh1, 1));
            Assert.AreEqual(5000L, keeper.RefreshInMs);
        }

        [TestMethod]
        public void A_year_s_life_does_not_overflow()
        {
            TokenKeeper keeper = NewKeeper(new FakePlatform(), 1);
            keeper.Accept(Answer(Access1, Refresh1, TokenLifetime.MaxSeconds));
            Assert.IsTrue(keeper.RefreshInMs >= TokenLifetime.MaxSeconds * 750 && keeper.RefreshInMs <= TokenLifetime.MaxSeconds * 850);
        }

        [TestMethod]
        public void A_new_access_token_alone_is_sealed_every_three_hours_at_most()
        {
            FakePlatform platform = new FakePlatform();
            TokenKeeper keeper = NewKeeper(platform, 1);
            keeper.Accept(Answer(Access1, Refresh1, 3600));
            int writes = platform.FakeFlash.Writes;
            keeper.Accept(Answer(Access2, null, 3600));
            Assert.AreEqual(writes, platform.FakeFlash.Writes);
            platform.FakeClock.Advance(3 * 3600000);
            keeper.Accept(Answer("aaaa.bbbb.0003", null, 3600));
            Assert.AreEqual(writes + 1, platform.FakeFlash.Writes);
        }

        [TestMethod]
        public void A_rotated_refresh_token_is_sealed_at_once()
        {
            FakePlatform platform = new FakePlatform();
            NewKeeper(platform, 1).Accept(Answer(Access1, Refresh1, 3600));
            TokenKeeper keeper = NewKeeper(platform, 1);
            keeper.Accept(Answer(Access2, Refresh2, 3600));
            Assert.AreEqual(Refresh2, NewKeeper(platform, 2).Pair.Refresh);
        }

        // A server with reuse detection takes an old refresh token for theft.
        [TestMethod]
        public void A_rotated_refresh_token_is_sealed_however_many_there_are_in_a_day()
        {
            FakePlatform platform = new FakePlatform();
            TokenKeeper keeper = NewKeeper(platform, 1);
            for (int i = 0; i < 300; i++)
            {
                keeper.Accept(Answer(Access1, "dddd.eeee." + (1000 + i).ToString(), 3600));
                Assert.AreEqual(keeper.Pair.Refresh, NewKeeper(platform, 2).Pair.Refresh);
            }

            Assert.IsFalse(keeper.IsStorable, "no more than need be");
            platform.FakeClock.Advance(24L * 3600000);
            Assert.IsTrue(keeper.IsStorable);
        }

        [TestMethod]
        public void A_refresh_that_is_put_off_is_due_then()
        {
            TokenKeeper keeper = NewKeeper(new FakePlatform(), 1);
            keeper.Accept(Answer(Access1, Refresh1, 3600));
            keeper.PutRefreshOff(60000);
            Assert.AreEqual(60000L, keeper.RefreshInMs);
        }

        [TestMethod]
        public void An_erased_pair_is_gone_from_flash()
        {
            FakePlatform platform = new FakePlatform();
            NewKeeper(platform, 1).Accept(Answer(Access1, Refresh1, 3600));
            TokenKeeper.Erase(new SealedStore(platform, platform.NewLog()));
            Assert.IsNull(NewKeeper(platform, 2).Pair);
        }

        [TestMethod]
        public void An_owed_refresh_is_needed_until_it_is_made_or_has_failed()
        {
            TokenKeeper keeper = NewKeeper(new FakePlatform(), 1);
            keeper.Accept(Answer(Access1, Refresh1, 3600));
            keeper.OweRefresh();
            Assert.AreEqual((int)TokenNeed.Refresh, (int)keeper.Need());
            Assert.AreEqual(Countdown.Never, keeper.RefreshInMs);
            keeper.Accept(Answer(Access2, null, 3600));
            Assert.AreEqual((int)TokenNeed.None, (int)keeper.Need());
            keeper.OweRefresh();
            keeper.PutRefreshOff(1000);
            Assert.AreEqual((int)TokenNeed.None, (int)keeper.Need(), "the token in hand is still good");
            Assert.AreEqual(1000L, keeper.RefreshInMs);
        }

        [TestMethod]
        public void A_flash_that_fails_costs_no_token_and_shows_none()
        {
            FakePlatform platform = new FakePlatform();
            TokenKeeper keeper = NewKeeper(platform, 1);
            platform.FakeFlash.FailsChanges = true;
            keeper.Accept(Answer(Access1, Refresh1, 3600));
            Assert.AreEqual((int)TokenNeed.None, (int)keeper.Need());
            Assert.AreEqual(1, platform.Lines.CountOf("not sealed"));
            Assert.AreEqual(0, platform.Lines.CountOf("aaaa") + platform.Lines.CountOf("rrrr"));
        }

        private static TokenKeeper NewKeeper(FakePlatform platform, int seed)
        {
            SealedStore store = new SealedStore(platform, platform.NewLog());
            return new TokenKeeper(platform.FakeClock, store, new RandomNumbers(new ScriptedRandom(seed)), platform.NewLog());
        }

        private static TokenAnswer Answer(string access, string refresh, long lifetimeSeconds)
        {
            string second = refresh == null ? string.Empty : ",\"refresh\":\"" + refresh + "\"";
            HttpExchange exchange = new HttpExchange();
            HttpReply.Ok("{\"access\":\"" + access + "\"" + second + ",\"expires_in\":" + lifetimeSeconds.ToString() + "}").FillIn(exchange);
            return TokenAnswer.Read(exchange, false);
        }
    }
}
