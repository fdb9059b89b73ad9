using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests
{
    /// <summary>Contract section 2.1, row by row, with a whole device.</summary>
    [TestClass]
    public class DeviceClaimTests
    {
        private const int MinuteMs = 60000;
        private const int HourMs = 60 * MinuteMs;

        [TestMethod]
        [DataRow(400)]
        [DataRow(422)]
        [DataRow(405)]
        [DataRow(413)]
        [DataRow(421)]
        public void A_refused_request_is_misconfigured_and_retried_after_5_minutes_growing_to_an_hour(int status)
        {
            DeviceHarness harness = Answered(HttpReply.WithStatus(status), DeviceState.Misconfigured);
            HasGaps(harness, new int[] { 5, 10, 20, 40, 60, 60, 60 });
            Assert.AreEqual(harness.Http.ClaimCount, harness.Platform.Lines.CountOf("check server.url, claim.path, device.id and child.id"));
        }

        [TestMethod]
        public void A_wrong_secret_is_tried_slowly_and_5_times_a_day()
        {
            DeviceHarness harness = Answered(HttpReply.WithStatus(401), DeviceState.ClaimWait);
            harness.RunFor((24L * HourMs) - MinuteMs);
            Assert.AreEqual(5, harness.Http.ClaimCount);
            IsWithin(Gap(harness, 0), 15 * MinuteMs, (15 * MinuteMs) + 1000);
            IsWithin(Gap(harness, 1), 30 * MinuteMs, (30 * MinuteMs) + 1000);
            Assert.AreEqual(5, harness.Platform.Lines.CountOf("another secret for this device, or takes claim.nonce or the case of device.id otherwise"));
            harness.CheckRules();
        }

        [TestMethod]
        public void A_disabled_device_asks_after_5_minutes_growing_to_an_hour()
        {
            HasGaps(Answered(HttpReply.WithStatus(403), DeviceState.ClaimWait), new int[] { 5, 10, 20, 40, 60, 60, 60 });
        }

        [TestMethod]
        [DataRow(301)]
        [DataRow(302)]
        [DataRow(307)]
        [DataRow(308)]
        public void A_server_that_has_moved_is_not_followed_and_asked_again_after_1_minute_growing_to_15(int status)
        {
            DeviceHarness harness = Answered(HttpReply.WithStatus(status), DeviceState.ClaimWait);
            HasGaps(harness, new int[] { 1, 2, 4, 8, 15, 15, 15 });
            Assert.AreEqual(harness.Http.ClaimCount, harness.Platform.Lines.CountOf("fix=the server has moved: set server.url"));
        }

        [TestMethod]
        public void An_unregistered_device_asks_after_1_minute_growing_to_15_without_end_and_then_comes_online()
        {
            DeviceHarness harness = Answered(HttpReply.WithStatus(404), DeviceState.ClaimWait);
            HasGaps(harness, new int[] { 1, 2, 4, 8, 15, 15, 15, 15, 15, 15 });
            Assert.AreEqual(harness.Http.ClaimCount, harness.Platform.Lines.CountOf("fix=register the device and the child on the server; if they are, check claim.path"));
            harness.Http.Claims = new HttpScript().Then(HttpReply.Ok(TestToken.Answer(TestToken.Make("a", 3600), TestToken.Make("r", 604800))));
            harness.RunUntil(DeviceState.Online, 16 * MinuteMs);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_replayed_nonce_is_retried_once_at_once()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Claims = new HttpScript().Then(HttpReply.WithStatus(409)).Then(Accepted());
            harness.RunUntil(DeviceState.Online, 2000);
            Assert.AreEqual(2, harness.Http.ClaimCount);
            Assert.AreEqual(120L, Gap(harness, 0), "at once after the answer");
            Assert.AreNotEqual(harness.Http.Claim(0).Field("nonce"), harness.Http.Claim(1).Field("nonce"));
            Assert.AreNotEqual(harness.Http.Claim(0).Field("hmac_hex"), harness.Http.Claim(1).Field("hmac_hex"));
            harness.CheckRules();
        }

        [TestMethod]
        public void A_second_replayed_nonce_backs_off()
        {
            DeviceHarness harness = Answered(HttpReply.WithStatus(409), DeviceState.ClaimWait);
            harness.RunFor(10000);
            Assert.AreEqual(120L, Gap(harness, 0));
            IsWithin(Gap(harness, 1), 250, 1200);
            harness.CheckRules();
        }

        [TestMethod]
        [DataRow(429)]
        [DataRow(503)]
        public void Inside_the_window_that_the_server_names_there_is_no_request(int status)
        {
            DeviceHarness harness = Answered(HttpReply.WithStatus(status).After("120"), DeviceState.ClaimWait);
            harness.RunFor(10L * MinuteMs);
            Assert.IsTrue(harness.Http.ClaimCount >= 4);
            for (int i = 0; i + 1 < harness.Http.ClaimCount; i++)
            {
                IsWithin(Gap(harness, i), 120120, 120120 + 13000);
            }

            harness.CheckRules();
        }

        [TestMethod]
        public void A_window_may_be_a_date()
        {
            DeviceHarness harness = Answered(HttpReply.WithStatus(503).After("Thu, 01 Jan 2026 00:05:00 GMT"), DeviceState.ClaimWait);
            harness.RunFor(6 * MinuteMs);
            IsWithin(Gap(harness, 0), 298 * 1000, 335 * 1000);
            harness.CheckRules();
        }

        [TestMethod]
        [DataRow(500)]
        [DataRow(502)]
        [DataRow(504)]
        public void A_server_s_fault_backs_off_and_stays_below_the_limit_of_claims(int status)
        {
            BacksOff(HttpReply.WithStatus(status));
        }

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
        public void An_unreadable_body_backs_off(string body)
        {
            BacksOff(HttpReply.Ok(body));
        }

        // The last three claims are kept half a minute apart and more: see ClaimPace.
        [TestMethod]
        public void However_short_the_backoff_s_draws_are_ten_claims_last_for_100_seconds()
        {
            for (int draw = 0; draw <= 255; draw += 51)
            {
                DeviceHarness harness = DeviceHarness.With(ScriptedRandom.Constant(draw));
                harness.Http.Claims = new HttpScript().Then(HttpReply.WithStatus(503).After("0"));
                harness.RunFor(20 * MinuteMs);
                long tenthMs = harness.Http.Claim(9).AtMs - harness.Http.Claim(0).AtMs;
                IsWithin(tenthMs, 102000, 300000);
                IsWithin(Gap(harness, 9), MinuteMs, 6 * MinuteMs);
                ClaimWatch.Check(harness.Http);
            }
        }

        [TestMethod]
        public void A_wait_of_the_limit_s_own_is_called_so_and_another_is_not()
        {
            DeviceHarness harness = Answered(HttpReply.WithStatus(500), DeviceState.ClaimWait);
            Assert.AreEqual(0, harness.Platform.Lines.CountOf("limit=claims"));
            harness.RunFor(20 * MinuteMs);
            Assert.IsTrue(harness.Platform.Lines.CountOf("limit=claims") >= 2);
        }

        [TestMethod]
        [DataRow((int)HttpPhase.Resolving, (int)HttpOutcome.Unreachable)]
        [DataRow((int)HttpPhase.Connecting, (int)HttpOutcome.Unreachable)]
        [DataRow((int)HttpPhase.Connecting, (int)HttpOutcome.TimedOut)]
        [DataRow((int)HttpPhase.Handshake, (int)HttpOutcome.TlsRefused)]
        public void What_never_reached_the_server_costs_its_backoff_and_no_claim(int phase, int outcome)
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Claims = new HttpScript().Then(HttpReply.FailedIn((HttpPhase)phase, (HttpOutcome)outcome));
            harness.RunFor(HourMs);
            Assert.IsTrue(harness.Platform.Lines.CountOf(" claim ") >= 60, "it goes on trying");
            Assert.AreEqual(0, harness.Platform.Lines.CountOf("limit="));
            harness.Http.Claims = new HttpScript().Then(HttpReply.WithStatus(500));
            harness.RunFor(5 * MinuteMs);
            Assert.IsTrue(harness.Http.ClaimCount >= 7, "the bucket was still full");
            harness.CheckRules();
        }

        [TestMethod]
        public void The_deployed_server_s_spelling_comes_online_and_its_personal_data_nowhere()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Claims = new HttpScript().Then(HttpReply.Ok(
                "{\"access_token\":\"" + TestToken.Make("a", 3600) + "\",\"refresh_token\":\"" + TestToken.Make("r", 604800)
                + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"child_profile\":{\"name\":\"PLANTEDNAME\"}}"));
            harness.RunUntil(DeviceState.Online, 2000);
            Assert.AreEqual(0, harness.Platform.Lines.CountOf("PLANTEDNAME"));
            harness.CheckRules();
        }

        [TestMethod]
        public void Whatever_the_server_answers_in_turn_the_limit_of_claims_is_kept()
        {
            int[] statuses = { 409, 500, 409, 429, 404, 409, 503, 200, 409, 418 };
            DeviceHarness harness = DeviceHarness.New();
            HttpScript script = new HttpScript { IsRepeated = true };
            for (int i = 0; i < statuses.Length; i++)
            {
                script.Then(HttpReply.WithStatus(statuses[i]).After("1"));
            }

            harness.Http.Claims = script;
            harness.RunFor(6L * HourMs);
            ClaimWatch.Check(harness.Http);
            harness.CheckRules();
        }

        [TestMethod]
        public void Every_claim_has_a_nonce_of_its_own()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Claims = new HttpScript().Then(HttpReply.WithStatus(500));
            harness.RunFor(HourMs);
            Assert.IsTrue(harness.Http.ClaimCount > 15);
            for (int i = 0; i < harness.Http.ClaimCount; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    Assert.AreNotEqual(harness.Http.Claim(i).Field("nonce"), harness.Http.Claim(j).Field("nonce"));
                }
            }
        }

        // The server spends a nonce for a claim whose answer never arrives, too.
        [TestMethod]
        public void A_link_that_is_lost_in_every_claim_keeps_the_limit_of_claims()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Claims = new HttpScript().Then(HttpReply.Silent(HttpPhase.Answer));
            for (int i = 0; i < 200; i++)
            {
                harness.RunFor(5000);
                harness.Platform.FakeNetwork.IsUp = false;
                harness.RunFor(5000);
                harness.Platform.FakeNetwork.IsUp = true;
            }

            ClaimWatch.Check(harness.Http);
        }

        [TestMethod]
        [DataRow((int)HttpPhase.Resolving, 25000)]
        [DataRow((int)HttpPhase.Handshake, 25000)]
        [DataRow((int)HttpPhase.Answer, 85000)]
        public void A_stuck_transport_is_given_up_after_its_deadline_and_its_late_report_is_ignored(int phase, int givenUpMs)
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Claims = new HttpScript().Then(HttpReply.Silent((HttpPhase)phase));
            harness.RunUntil(DeviceState.Claiming, 1000);
            Assert.AreEqual((long)givenUpMs, harness.RunUntil(DeviceState.ClaimWait, 90000));
            Assert.AreEqual(1, harness.Http.AbandonCount);
            harness.Http.Report();
            harness.RunFor(0);
            Assert.AreEqual((int)DeviceState.ClaimWait, (int)harness.Device.State);
            harness.Http.Claims = new HttpScript().Then(Accepted());
            harness.RunUntil(DeviceState.Online, 5000);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_late_report_of_a_given_up_claim_does_not_end_the_next_one()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Claims = new HttpScript().Then(HttpReply.Silent(HttpPhase.Answer));
            harness.RunUntil(DeviceState.Claiming, 1000);
            HttpExchange first = harness.Http.Exchange;
            harness.RunUntil(DeviceState.ClaimWait, 90000);
            harness.RunUntil(DeviceState.Claiming, 5000);
            Assert.AreNotSame(first, harness.Http.Exchange, "the abandoned one may still be written to");
            harness.Http.ReportOf(first);
            harness.RunFor(0);
            Assert.AreEqual((int)DeviceState.Claiming, (int)harness.Device.State);
            harness.CheckRules();
        }

        private static DeviceHarness Answered(HttpReply reply, DeviceState state)
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Claims = new HttpScript().Then(reply);
            harness.RunUntil(state, 3000);
            return harness;
        }

        private static void BacksOff(HttpReply reply)
        {
            DeviceHarness harness = Answered(reply, DeviceState.ClaimWait);
            harness.RunFor(2L * HourMs);
            for (int n = 0; n < 8; n++)
            {
                IsWithin(Gap(harness, n), 250, Backoff.CeilingMs(n) + 120);
            }

            ClaimWatch.Check(harness.Http);
            Assert.IsTrue(harness.Http.ClaimCount > 10, "and it never gives up");
            harness.CheckRules();
        }

        private static void HasGaps(DeviceHarness harness, int[] minutes)
        {
            for (int i = 0; i < minutes.Length; i++)
            {
                harness.RunFor((minutes[i] * MinuteMs) + 1000);
                IsWithin(Gap(harness, i), minutes[i] * MinuteMs, (minutes[i] * MinuteMs) + 1000);
            }

            harness.CheckRules();
        }

        private static HttpReply Accepted()
        {
            return HttpReply.Ok(TestToken.Answer(TestToken.Make("a", 3600), TestToken.Make("r", 604800)));
        }

        // From one claim to the next; an answer takes 120 ms of it.
        private static long Gap(DeviceHarness harness, int number)
        {
            return harness.Http.Claim(number + 1).AtMs - harness.Http.Claim(number).AtMs;
        }

        private static void IsWithin(long ms, long least, long most)
        {
            Assert.IsTrue(ms >= least && ms <= most, ms.ToString() + " is not within " + least.ToString() + " to " + most.ToString());
        }
    }
}
