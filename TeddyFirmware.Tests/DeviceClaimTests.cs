using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tests.Support;
using S = TeddyFirmware.DeviceState;

namespace TeddyFirmware.Tests
{
    /// <summary>Contract section 2.1, row by row, with a whole device.</summary>
    [TestClass]
    public class DeviceClaimTests
    {
        [TestMethod]
        [DataRow(400), DataRow(422), DataRow(405), DataRow(413), DataRow(421)]
        public void A_refused_request_is_misconfigured_and_retried_after_5_minutes_growing_to_an_hour(int status) =>
            IsAskedAgain(status, S.Misconfigured, 5, 60, "check server.url, claim.path, device.id and child.id");

        [TestMethod]
        public void A_disabled_device_asks_after_5_minutes_growing_to_an_hour() =>
            IsAskedAgain(403, S.ClaimWait, 5, 60, "enable the device on the server");

        [TestMethod]
        [DataRow(301), DataRow(302), DataRow(307), DataRow(308)]
        public void A_server_that_has_moved_is_not_followed_and_asked_again_after_1_minute_growing_to_15(int status) =>
            IsAskedAgain(status, S.ClaimWait, 1, 15, "fix=the server has moved: set server.url");

        [TestMethod]
        public void An_unregistered_device_asks_after_1_minute_growing_to_15_without_end_and_then_comes_online() =>
            IsAskedAgain(404, S.ClaimWait, 1, 15, "fix=register the device and the child on the server; if they are, check claim.path")
                .Claims(HttpReply.Tokens(1)).Until(S.Online, 16 * Ms.Minute);

        [TestMethod]
        public void A_wrong_secret_is_tried_slowly_and_5_times_a_day()
        {
            DeviceHarness device = Answered(HttpReply.WithStatus(401)).RunFor(Ms.Day - Ms.Minute).Asked(claims: 5)
                .Logged(5, "another secret for this device, or takes claim.nonce or the case of device.id otherwise");
            Check.Within(device.Http.ClaimGapMs(0), 15 * Ms.Minute, (15 * Ms.Minute) + 1000);
            Check.Within(device.Http.ClaimGapMs(1), 30 * Ms.Minute, (30 * Ms.Minute) + 1000);
        }

        [TestMethod]
        public void A_replayed_nonce_is_retried_once_at_once()
        {
            DeviceHarness device = DeviceHarness.New().Claims(HttpReply.WithStatus(409), HttpReply.Tokens(1)).Until(S.Online, 2000).Asked(claims: 2);
            Assert.AreEqual(120L, device.Http.ClaimGapMs(0), "at once after the answer");
            Assert.AreNotEqual(device.Http.Claim(0).Field("nonce"), device.Http.Claim(1).Field("nonce"));
            Assert.AreNotEqual(device.Http.Claim(0).Field("hmac_hex"), device.Http.Claim(1).Field("hmac_hex"));
        }

        [TestMethod]
        public void A_second_replayed_nonce_backs_off()
        {
            DeviceHarness device = Answered(HttpReply.WithStatus(409)).RunFor(10000);
            Assert.AreEqual(120L, device.Http.ClaimGapMs(0));
            Check.Within(device.Http.ClaimGapMs(1), 250, 1200);
        }

        [TestMethod]
        [DataRow(429), DataRow(503)]
        public void Inside_the_window_that_the_server_names_there_is_no_request(int status)
        {
            DeviceHarness device = Answered(HttpReply.WithStatus(status).After("120")).RunFor(10 * Ms.Minute);
            Assert.IsTrue(device.Http.ClaimCount >= 4);
            for (int i = 0; i + 1 < device.Http.ClaimCount; i++)
            {
                Check.Within(device.Http.ClaimGapMs(i), 120120, 120120 + 13000);
            }
        }

        [TestMethod]
        public void A_window_may_be_a_date() =>
            Check.Within(
                Answered(HttpReply.WithStatus(503).After("Thu, 01 Jan 2026 00:05:00 GMT")).RunFor(6 * Ms.Minute).Http.ClaimGapMs(0), 298 * 1000, 335 * 1000);

        [TestMethod]
        [DataRow(500), DataRow(502), DataRow(504)]
        public void A_server_s_fault_backs_off_and_stays_below_the_limit_of_claims(int status) => BacksOff(HttpReply.WithStatus(status));

        [TestMethod]
        public void Failed_exchanges_back_off()
        {
            for (int outcome = (int)HttpOutcome.BodyTooLong; outcome <= (int)HttpOutcome.TimedOut; outcome++)
            {
                BacksOff(HttpReply.Failed((HttpOutcome)outcome));
            }
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("{}")]
        [DataRow("{\"access\":\"a.b.c\"}")]
        [DataRow("{\"access\":1,\"refresh\":2}")]
        [DataRow("<html>captive portal</html>")]
        public void An_unreadable_body_backs_off(string body) => BacksOff(HttpReply.Ok(body));

        // The last three claims are kept half a minute apart and more: see ClaimPace.
        [TestMethod]
        public void However_short_the_backoff_s_draws_are_ten_claims_last_for_100_seconds()
        {
            for (int draw = 0; draw <= 255; draw += 51)
            {
                FakeHttp http = DeviceHarness.With(ScriptedRandom.Constant(draw)).Claims(HttpReply.WithStatus(503).After("0")).RunFor(20 * Ms.Minute).Http;
                Check.Within(http.Claim(9).AtMs - http.Claim(0).AtMs, 102000, 300000);
                Check.Within(http.ClaimGapMs(9), Ms.Minute, 6 * Ms.Minute);
                ClaimWatch.Check(http);
            }
        }

        [TestMethod]
        public void A_wait_of_the_limit_s_own_is_called_so_and_another_is_not()
        {
            DeviceHarness device = Answered(HttpReply.WithStatus(500)).Logged(0, "limit=claims").RunFor(20 * Ms.Minute);
            Assert.IsTrue(device.Platform.Lines.CountOf("limit=claims") >= 2);
        }

        [TestMethod]
        [DataRow((int)HttpPhase.Resolving, (int)HttpOutcome.Unreachable)]
        [DataRow((int)HttpPhase.Connecting, (int)HttpOutcome.Unreachable)]
        [DataRow((int)HttpPhase.Connecting, (int)HttpOutcome.TimedOut)]
        [DataRow((int)HttpPhase.Handshake, (int)HttpOutcome.TlsRefused)]
        public void What_never_reached_the_server_costs_its_backoff_and_no_claim(int phase, int outcome)
        {
            DeviceHarness device = DeviceHarness.New().Claims(HttpReply.FailedIn((HttpPhase)phase, (HttpOutcome)outcome)).RunFor(Ms.Hour).Logged(0, "limit=");
            Assert.IsTrue(device.Platform.Lines.CountOf(" claim ") >= 60, "it goes on trying");
            device.Claims(HttpReply.WithStatus(500)).RunFor(5 * Ms.Minute);
            Assert.IsTrue(device.Http.ClaimCount >= 7, "the bucket was still full");
        }

        [TestMethod]
        public void The_deployed_server_s_spelling_comes_online_and_its_personal_data_nowhere() =>
            DeviceHarness.New()
                .Claims(HttpReply.Ok(
                    "{\"access_token\":\"" + TestToken.Access(1) + "\",\"refresh_token\":\"" + TestToken.Refresh(1)
                    + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"child_profile\":{\"name\":\"PLANTEDNAME\"}}"))
                .Until(S.Online, 2000).Logged(0, "PLANTEDNAME");

        [TestMethod]
        public void Whatever_the_server_answers_in_turn_the_limit_of_claims_is_kept()
        {
            int[] statuses = { 409, 500, 409, 429, 404, 409, 503, 200, 409, 418 };
            HttpReply[] replies = new HttpReply[statuses.Length];
            for (int i = 0; i < statuses.Length; i++)
            {
                replies[i] = HttpReply.WithStatus(statuses[i]).After("1");
            }

            DeviceHarness device = DeviceHarness.New();
            device.Http.Claims = new Script(replies, true);
            ClaimWatch.Check(device.RunFor(6 * Ms.Hour).Http);
        }

        [TestMethod]
        public void Every_claim_has_a_nonce_of_its_own()
        {
            FakeHttp http = DeviceHarness.New().Claims(HttpReply.WithStatus(500)).RunFor(Ms.Hour).Http;
            Assert.IsTrue(http.ClaimCount > 15);
            for (int i = 0; i < http.ClaimCount; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    Assert.AreNotEqual(http.Claim(i).Field("nonce"), http.Claim(j).Field("nonce"));
                }
            }
        }

        // The server spends a nonce for a claim whose answer never arrives, too.
        [TestMethod]
        public void A_link_that_is_lost_in_every_claim_keeps_the_limit_of_claims()
        {
            DeviceHarness device = DeviceHarness.New().Claims(HttpReply.Silent(HttpPhase.Answer));
            for (int i = 0; i < 200; i++)
            {
                device.RunFor(5000).Link(false).RunFor(5000).Link(true);
            }

            ClaimWatch.Check(device.Http);
        }

        [TestMethod]
        [DataRow((int)HttpPhase.Resolving, 25000)]
        [DataRow((int)HttpPhase.Handshake, 25000)]
        [DataRow((int)HttpPhase.Answer, 85000)]
        public void A_stuck_transport_is_given_up_after_its_deadline_and_its_late_report_is_ignored(int phase, int givenUpMs)
        {
            DeviceHarness device = DeviceHarness.New().Claims(HttpReply.Silent((HttpPhase)phase)).Until(S.Claiming, 1000);
            Assert.AreEqual((long)givenUpMs, device.MsUntil(S.ClaimWait, 90000));
            Assert.AreEqual(1, device.Http.AbandonCount);
            device.Report().Is(S.ClaimWait).Claims(HttpReply.Tokens(1)).Until(S.Online, 5000);
        }

        [TestMethod]
        public void A_late_report_of_a_given_up_claim_does_not_end_the_next_one()
        {
            DeviceHarness device = DeviceHarness.New().Claims(HttpReply.Silent(HttpPhase.Answer)).Until(S.Claiming, 1000);
            HttpExchange first = device.Http.Exchange;
            device.Until(S.ClaimWait, 90000).Until(S.Claiming, 5000);
            Assert.AreNotSame(first, device.Http.Exchange, "the abandoned one may still be written to");
            device.Http.ReportOf(first);
            device.RunFor(0).Is(S.Claiming);
        }

        private static DeviceHarness Answered(HttpReply reply) => DeviceHarness.New().Claims(reply).Until(S.ClaimWait, 3000);

        private static void BacksOff(HttpReply reply)
        {
            FakeHttp http = Answered(reply).RunFor(2 * Ms.Hour).Http;
            for (int n = 0; n < 8; n++)
            {
                Check.Within(http.ClaimGapMs(n), 250, Backoff.CeilingMs(n) + 120);
            }

            ClaimWatch.Check(http);
            Assert.IsTrue(http.ClaimCount > 10, "and it never gives up");
        }

        // Twice as long each time up to the longest, and each time with a line for the person who can mend it.
        private static DeviceHarness IsAskedAgain(int status, S state, int minutes, int mostMinutes, string hint)
        {
            DeviceHarness device = DeviceHarness.New().Claims(HttpReply.WithStatus(status)).Until(state, 3000);
            for (int i = 0; i < 10; i++)
            {
                device.RunFor((minutes * Ms.Minute) + 1000);
                Check.Within(device.Http.ClaimGapMs(i), minutes * Ms.Minute, (minutes * Ms.Minute) + 1000);
                minutes = 2 * minutes < mostMinutes ? 2 * minutes : mostMinutes;
            }

            return device.Logged(device.Http.ClaimCount, hint);
        }
    }
}
