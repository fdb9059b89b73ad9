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
        public void Without_a_pair_a_claim_is_needed() => Needs(TokenNeed.Claim, Booted(new FakePlatform()));

        [TestMethod]
        public void With_fresh_tokens_nothing_is_needed()
        {
            TokenKeeper keeper = Claimed(new FakePlatform());
            Needs(TokenNeed.None, keeper);
            Assert.AreEqual(Access1, keeper.Load().Access);
        }

        [TestMethod]
        public void The_refresh_is_due_at_80_percent_plus_or_minus_5()
        {
            long earliestMs = long.MaxValue;
            long latestMs = 0;
            for (int seed = 0; seed < 60; seed++)
            {
                long dueMs = Claimed(new FakePlatform(), 3600, seed).RefreshInMs;
                Check.Within(dueMs, 3600L * 750, 3600L * 850);
                earliestMs = dueMs < earliestMs ? dueMs : earliestMs;
                latestMs = dueMs > latestMs ? dueMs : latestMs;
            }

            Assert.IsTrue(latestMs - earliestMs >= 3600L * 50, "a fleet spreads out");
        }

        [TestMethod]
        public void An_expired_access_token_needs_a_refresh()
        {
            FakePlatform platform = new FakePlatform();
            TokenKeeper keeper = Claimed(platform);
            platform.FakeClock.Advance(3599999);
            Needs(TokenNeed.None, keeper);
            platform.FakeClock.Advance(1);
            Needs(TokenNeed.Refresh, keeper);
        }

        [TestMethod]
        public void A_wall_clock_that_jumps_neither_expires_a_token_nor_keeps_it()
        {
            FakePlatform platform = new FakePlatform();
            TokenKeeper keeper = Claimed(platform);
            long refreshInMs = keeper.RefreshInMs;
            platform.FakeClock.SetUtc(FakeClock.StartUtcSeconds + (10L * 365 * 86400));
            Needs(TokenNeed.None, keeper);
            Assert.AreEqual(refreshInMs, keeper.RefreshInMs);
            platform.FakeClock.SetUtc(0);
            platform.FakeClock.Advance(3600000);
            Needs(TokenNeed.Refresh, keeper);
        }

        [TestMethod]
        public void A_refused_access_token_needs_a_refresh_until_a_new_one_comes()
        {
            TokenKeeper keeper = Claimed(new FakePlatform());
            keeper.OnAccessRefused();
            Needs(TokenNeed.Refresh, keeper);
            keeper.Accept(Answer(Access2, null));
            Needs(TokenNeed.None, keeper);
            Assert.AreEqual(Access2, keeper.Load().Access);
            Assert.AreEqual(Refresh1, keeper.Load().Refresh, "the present one stays");
        }

        [TestMethod]
        public void A_refused_refresh_token_needs_a_claim_and_no_refresh_any_more()
        {
            TokenKeeper keeper = Claimed(new FakePlatform());
            keeper.OnRefreshRefused();
            Needs(TokenNeed.Claim, keeper);
            Assert.AreEqual(Countdown.Never, keeper.RefreshInMs);
            keeper.Accept(Answer(Access2, Refresh2));
            Needs(TokenNeed.None, keeper);
        }

        [TestMethod]
        public void The_pair_is_there_after_a_restart_with_the_rest_of_its_life()
        {
            FakePlatform platform = new FakePlatform();
            Claimed(platform);
            platform.FakeClock.Advance(2000000);
            TokenKeeper keeper = Booted(platform);
            Assert.AreEqual(Access1, keeper.Load().Access);
            Assert.AreEqual(Refresh1, keeper.Load().Refresh);
            Needs(TokenNeed.None, keeper);
            Check.Within(keeper.RefreshInMs, 700000, 1060000);
            platform.FakeClock.Advance(1600000);
            Needs(TokenNeed.Refresh, keeper);
        }

        [TestMethod]
        public void A_pair_that_expired_while_the_power_was_off_needs_a_refresh()
        {
            FakePlatform platform = new FakePlatform();
            Claimed(platform);
            platform.FakeClock.SetUtc(FakeClock.StartUtcSeconds + 86400);
            Needs(TokenNeed.Refresh, Booted(platform));
        }

        [TestMethod]
        public void A_clock_set_back_by_years_makes_a_stored_token_no_younger_than_new()
        {
            FakePlatform platform = new FakePlatform();
            Claimed(platform);
            platform.FakeClock.SetUtc(FakeClock.StartUtcSeconds - (10L * 365 * 86400));
            TokenKeeper keeper = Booted(platform);
            Needs(TokenNeed.None, keeper);
            Check.Within(keeper.RefreshInMs, 0, 3600L * 850);
        }

        [TestMethod]
        public void A_token_of_a_second_s_life_is_not_refreshed_every_second() => Assert.AreEqual(5000L, Claimed(new FakePlatform(), 1).RefreshInMs);

        [TestMethod]
        public void A_year_s_life_does_not_overflow() =>
            Check.Within(Claimed(new FakePlatform(), TokenLifetime.MaxSeconds).RefreshInMs, TokenLifetime.MaxSeconds * 750, TokenLifetime.MaxSeconds * 850);

        [TestMethod]
        public void A_new_access_token_alone_is_sealed_every_three_hours_at_most()
        {
            FakePlatform platform = new FakePlatform();
            TokenKeeper keeper = Claimed(platform);
            int writes = platform.FakeFlash.Writes;
            keeper.Accept(Answer(Access2, null));
            platform.FakeClock.Advance((3 * Ms.Hour) - 1);
            keeper.Accept(Answer(Access1, null));
            Assert.AreEqual(writes, platform.FakeFlash.Writes);
            platform.FakeClock.Advance(1);
            keeper.Accept(Answer("aaaa.bbbb.0003", null));
            Assert.AreEqual(writes + 1, platform.FakeFlash.Writes);
        }

        [TestMethod]
        public void A_rotated_refresh_token_is_sealed_at_once()
        {
            FakePlatform platform = new FakePlatform();
            Claimed(platform);
            Booted(platform).Accept(Answer(Access2, Refresh2));
            Assert.AreEqual(Refresh2, Booted(platform).Load().Refresh);
        }

        // A server with reuse detection takes an old refresh token for theft.
        [TestMethod]
        public void A_rotated_refresh_token_is_sealed_however_many_there_are_in_a_day()
        {
            FakePlatform platform = new FakePlatform();
            TokenKeeper keeper = Booted(platform);
            for (int i = 0; i < 300; i++)
            {
                keeper.Accept(Answer(Access1, "dddd.eeee." + (1000 + i).ToString()));
                Assert.AreEqual(keeper.Load().Refresh, Booted(platform).Load().Refresh);
            }

            Assert.IsFalse(keeper.IsStorable, "no more than need be");
            platform.FakeClock.Advance(Ms.Day);
            Assert.IsTrue(keeper.IsStorable);
        }

        [TestMethod]
        public void A_refresh_that_is_put_off_is_due_then()
        {
            TokenKeeper keeper = Claimed(new FakePlatform());
            keeper.PutRefreshOff(60000);
            Assert.AreEqual(60000L, keeper.RefreshInMs);
        }

        [TestMethod]
        public void An_erased_pair_is_gone_from_flash()
        {
            FakePlatform platform = new FakePlatform();
            Claimed(platform);
            TokenKeeper.Erase(new SealedStore(platform, platform.NewLog()));
            Assert.IsNull(Booted(platform).Load());
        }

        [TestMethod]
        public void A_pair_of_which_storage_has_the_older_half_serves_as_it_came()
        {
            FakePlatform platform = new FakePlatform();
            TokenKeeper keeper = Claimed(platform);
            keeper.Accept(Answer(Access2, null));
            keeper.Accept(Answer(Access1, Refresh2));
            Holds(Access1, Refresh2, keeper);
            platform.FakeFlash.FailsChanges = true;
            keeper.Accept(Answer(Access2, Refresh1));
            keeper.Accept(Answer(Access1, null));
            Holds(Access1, Refresh1, keeper);
        }

        [TestMethod]
        public void Tokens_that_storage_has_lost_since_are_a_claim()
        {
            FakePlatform platform = new FakePlatform();
            TokenKeeper keeper = Claimed(platform);
            TokenKeeper.Erase(new SealedStore(platform, platform.NewLog()));
            Assert.IsNull(keeper.Load());
            Needs(TokenNeed.Claim, keeper);
            keeper.Accept(Answer(Access2, null));
            Needs(TokenNeed.Claim, keeper, "an access token alone is the end of nothing");
            keeper.Accept(Answer(Access2, Refresh2));
            Needs(TokenNeed.None, keeper);
            Assert.AreEqual(Refresh2, Booted(platform).Load().Refresh);
        }

        [TestMethod]
        public void An_owed_refresh_is_needed_until_it_is_made_or_has_failed()
        {
            TokenKeeper keeper = Claimed(new FakePlatform());
            keeper.OweRefresh();
            Needs(TokenNeed.Refresh, keeper);
            Assert.AreEqual(Countdown.Never, keeper.RefreshInMs);
            keeper.Accept(Answer(Access2, null));
            Needs(TokenNeed.None, keeper);
            keeper.OweRefresh();
            keeper.PutRefreshOff(1000);
            Needs(TokenNeed.None, keeper, "the token in hand is still good");
            Assert.AreEqual(1000L, keeper.RefreshInMs);
        }

        [TestMethod]
        public void A_flash_that_fails_costs_no_token_and_shows_none()
        {
            FakePlatform platform = new FakePlatform();
            TokenKeeper keeper = Booted(platform);
            platform.FakeFlash.FailsChanges = true;
            keeper.Accept(Answer(Access1, Refresh1));
            Needs(TokenNeed.None, keeper);
            Assert.AreEqual(Access1, keeper.Load().Access);
            Assert.AreEqual(Refresh1, keeper.Load().Refresh);
            keeper.Accept(Answer(Access2, null));
            Assert.AreEqual(Access2, keeper.Load().Access);
            Assert.AreEqual(Refresh1, keeper.Load().Refresh, "the present one stays, sealed or not");
            Assert.AreEqual(2, platform.Lines.CountOf("not sealed"));
            Assert.AreEqual(0, platform.Lines.CountOf("aaaa") + platform.Lines.CountOf("rrrr"));
        }

        private static void Needs(TokenNeed need, TokenKeeper keeper, string why = "need") => Assert.AreEqual((int)need, (int)keeper.Need(), why);

        private static void Holds(string access, string refresh, TokenKeeper keeper)
        {
            Assert.AreEqual(access, keeper.Load().Access);
            Assert.AreEqual(refresh, keeper.Load().Refresh);
        }

        private static TokenKeeper Claimed(FakePlatform platform, long lifetimeSeconds = 3600, int seed = 1)
        {
            TokenKeeper keeper = Booted(platform, seed);
            keeper.Accept(Answer(Access1, Refresh1, lifetimeSeconds));
            return keeper;
        }

        private static TokenKeeper Booted(FakePlatform platform, int seed = 2) =>
            new TokenKeeper(
                platform.FakeClock, new SealedStore(platform, platform.NewLog()), new RandomNumbers(new ScriptedRandom(seed)), platform.NewLog());

        private static TokenAnswer Answer(string access, string refresh, long lifetimeSeconds = 3600)
        {
            string second = refresh == null ? string.Empty : ",\"refresh\":\"" + refresh + "\"";
            HttpExchange exchange = new HttpExchange();
            HttpReply.Ok("{\"access\":\"" + access + "\"" + second + ",\"expires_in\":" + lifetimeSeconds.ToString() + "}").FillIn(exchange);
            return TokenAnswer.Read(exchange, false);
        }
    }
}
