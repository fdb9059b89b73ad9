using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests
{
    /// <summary>Contract section 4, row by row, with a whole device.</summary>
    [TestClass]
    public class DeviceSessionTests
    {
        private const int MinuteMs = 60000;
        private const int HourMs = 60 * MinuteMs;

        [TestMethod]
        public void A_refused_token_leads_to_one_refresh_one_claim_and_then_the_slowest_pace()
        {
            ClimbsTheLadder(SocketPlan.AcceptThenClose(1008, 100));
        }

        [TestMethod]
        public void A_refused_upgrade_leads_to_one_refresh_one_claim_and_then_the_slowest_pace()
        {
            ClimbsTheLadder(SocketPlan.Refuse(401, null));
            ClimbsTheLadder(SocketPlan.Refuse(403, null));
        }

        [TestMethod]
        public void A_refused_token_and_a_refused_refresh_lead_to_one_claim()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.WithStatus(401));
            harness.Socket.Script.Then(SocketPlan.Refuse(403, null));
            harness.RunFor(10L * MinuteMs);
            Assert.AreEqual(1, harness.Http.RefreshCount);
            Assert.AreEqual(2, harness.Http.ClaimCount);
            Assert.AreEqual(2, harness.Socket.OpenCount);
            Assert.AreEqual((int)DeviceState.SessionWait, (int)harness.Device.State);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_sign_of_life_that_is_taken_after_the_close_does_not_end_the_next_attempt()
        {
            DeviceHarness harness = DeviceHarness.New();
            SocketPlan refused = SocketPlan.AcceptThenClose(1008, 100);
            harness.Socket.Script.Then(refused).Then(refused).Then(SocketPlan.Accept()).Then(SocketPlan.Accept());
            harness.RunUntil(DeviceState.Online, MinuteMs);
            harness.RunFor(5000);

            // The third refusal is the last rung: the next attempt is 15 minutes away.
            harness.RunUntil(DeviceState.Online, MinuteMs);
            harness.Socket.Listener.OnAlive();
            harness.Socket.Hangup(1008);
            harness.RunFor(16L * MinuteMs);
            Assert.AreEqual((int)DeviceState.Online, (int)harness.Device.State);
            Assert.AreEqual(4, harness.Socket.OpenCount, "no attempt was given up");
            harness.CheckRules();
        }

        [TestMethod]
        public void A_stable_session_forgives_a_refused_token()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Socket.Script.Then(SocketPlan.Refuse(403, null)).Then(SocketPlan.AcceptThenClose(1008, 61000)).Then(SocketPlan.Accept());
            harness.RunFor(3L * MinuteMs);
            Assert.AreEqual((int)DeviceState.Online, (int)harness.Device.State);
            Assert.AreEqual(2, harness.Http.RefreshCount, "the ladder begins anew");
            Assert.AreEqual(1, harness.Http.ClaimCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_server_that_refuses_every_token_for_a_day_is_left_in_peace()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Socket.Script.Then(SocketPlan.Refuse(403, null));
            harness.RunFor(24L * HourMs);
            Assert.IsTrue(harness.Socket.OpenCount <= 3 * 24 * 4, harness.Socket.OpenCount.ToString() + " attempts");
            Assert.IsTrue(harness.Http.ClaimCount <= (24 * 4) + 1, harness.Http.ClaimCount.ToString() + " claims");
            Assert.IsTrue(harness.Socket.OpenCount >= 3 * 24 * 3, "and it never gives up");
            harness.CheckRules();
        }

        [TestMethod]
        [DataRow(1000)]
        [DataRow(1001)]
        [DataRow(1012)]
        [DataRow(1006)]
        public void Going_away_reconnects_within_5_s_with_the_same_token(int code)
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Socket.Hangup(code);
            harness.RunUntil(DeviceState.Online, 5500);
            Assert.AreEqual(harness.Socket.Url(0), harness.Socket.Url(1));
            Assert.AreEqual(1, harness.Http.ClaimCount);
            Assert.AreEqual(0, harness.Http.RefreshCount);
            harness.CheckRules();
        }

        [TestMethod]
        [DataRow(1011)]
        [DataRow(1002)]
        [DataRow(1003)]
        [DataRow(1005)]
        [DataRow(1007)]
        [DataRow(1009)]
        [DataRow(1010)]
        [DataRow(1014)]
        [DataRow(3000)]
        [DataRow(4999)]
        [DataRow(1)]
        [DataRow(65535)]
        public void Faults_complaints_and_strange_codes_back_off_with_the_same_token(int code)
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Socket.Script.Then(SocketPlan.AcceptThenClose(code, 100));
            harness.RunFor(5L * MinuteMs);
            Assert.AreEqual(1, harness.Http.ClaimCount);
            Assert.AreEqual(0, harness.Http.RefreshCount);
            for (int n = 0; n < 6; n++)
            {
                IsWithin(Gap(harness, n), 300 + 250, 300 + Backoff.CeilingMs(n));
            }

            harness.CheckRules();
        }

        [TestMethod]
        public void Try_again_later_waits_30_s_at_least()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Socket.Script.Then(SocketPlan.AcceptThenClose(1013, 100));
            harness.RunFor(3L * MinuteMs);
            IsWithin(Gap(harness, 0), 30300, 31400);
            harness.CheckRules();
        }

        [TestMethod]
        [DataRow(429)]
        [DataRow(503)]
        public void A_busy_upgrade_waits_30_s_or_what_the_server_says(int status)
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Socket.Script.Then(SocketPlan.Refuse(status, null)).Then(SocketPlan.Refuse(status, "120")).Then(SocketPlan.Accept());
            harness.RunFor(4L * MinuteMs);
            IsWithin(Gap(harness, 0), 30200, 31300);
            IsWithin(Gap(harness, 1), 120200, 133300);
            Assert.AreEqual((int)DeviceState.Online, (int)harness.Device.State);
            harness.CheckRules();
        }

        [TestMethod]
        public void An_unknown_device_goes_slowly()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Socket.Script.Then(SocketPlan.Refuse(404, null));
            harness.RunFor(50L * MinuteMs);
            Assert.AreEqual(3, harness.Socket.OpenCount);
            IsWithin(Gap(harness, 0), 15 * MinuteMs, (15 * MinuteMs) + 1000);
            IsWithin(Gap(harness, 1), 30 * MinuteMs, (30 * MinuteMs) + 1000);
            harness.CheckRules();
        }

        [TestMethod]
        public void Failed_connections_back_off()
        {
            for (int failure = (int)OpenFailure.Unreachable; failure <= (int)OpenFailure.BadUpgrade; failure++)
            {
                DeviceHarness harness = DeviceHarness.New();
                harness.Socket.Script.Then(SocketPlan.Fail((OpenFailure)failure));
                harness.RunFor(5L * MinuteMs);
                for (int n = 0; n < 6; n++)
                {
                    IsWithin(Gap(harness, n), 200 + 250, 200 + Backoff.CeilingMs(n));
                }

                Assert.AreEqual(1, harness.Http.ClaimCount);
                Assert.AreEqual(0, harness.Http.RefreshCount);
                harness.CheckRules();
            }
        }

        [TestMethod]
        public void A_half_open_link_is_noticed_within_45_s_and_left_within_5_s_more()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.RunFor(31000);
            harness.Socket.IsHalfOpen = true;
            long startMs = harness.NowMs;
            harness.RunUntil(DeviceState.SessionWait, 45000);
            Assert.AreEqual(1, harness.Socket.AbortCount);
            harness.RunUntil(DeviceState.Connecting, 5000);
            Assert.IsTrue(harness.NowMs - startMs <= 50000);
            harness.RunUntil(DeviceState.Online, 1000);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_quiet_session_with_pongs_lives_for_hours()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Platform.FakePower.HasRoomForSecondTls = false;
            harness.RunFor(5L * HourMs);
            Assert.AreEqual(1, harness.Socket.OpenCount);
            IsWithin(harness.Socket.PingCount, 899, 901);
            harness.CheckRules();
        }

        [TestMethod]
        public void Texts_are_signs_of_life_where_pongs_are_not_seen()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Socket.IsHalfOpen = true;
            for (int i = 0; i < 20; i++)
            {
                harness.RunFor(15000);
                harness.Socket.Say("{\"type\":\"tick\"}");
            }

            Assert.AreEqual(1, harness.Socket.OpenCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_stable_session_forgives_the_failures_before_it()
        {
            DeviceHarness harness = DeviceHarness.New();
            SocketScript script = new SocketScript();
            for (int i = 0; i < 7; i++)
            {
                script.Then(SocketPlan.Fail(OpenFailure.Unreachable));
            }

            harness.Socket.Script = script.Then(SocketPlan.Accept());
            harness.RunUntil(DeviceState.Online, 5L * MinuteMs);
            harness.RunFor(61000);
            harness.Socket.Hangup(1011);
            harness.RunUntil(DeviceState.Connecting, 1000);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_session_of_less_than_60_s_forgives_nothing()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Socket.Script.Then(SocketPlan.AcceptThenClose(1006, 59000));
            harness.RunFor(3L * HourMs);
            long longestMs = 0;
            for (int i = 0; i + 1 < harness.Socket.OpenCount; i++)
            {
                longestMs = Gap(harness, i) > longestMs ? Gap(harness, i) : longestMs;
            }

            Assert.IsTrue(longestMs > 59200 + 30000, longestMs.ToString());
            harness.CheckRules();
        }

        [TestMethod]
        public void A_stuck_attempt_is_given_up_and_its_late_reports_are_ignored()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Socket.Script.Then(SocketPlan.Silent()).Then(SocketPlan.Accept());
            harness.RunUntil(DeviceState.Connecting, 1000);
            IWebSocketListener stuck = harness.Socket.Listener;
            IsWithin(harness.RunUntil(DeviceState.SessionWait, 60000), 20000, 25000);
            Assert.AreEqual(1, harness.Socket.AbortCount);
            stuck.OnOpened();
            stuck.OnClosed(1008);
            harness.RunFor(0);
            Assert.AreEqual((int)DeviceState.SessionWait, (int)harness.Device.State);
            harness.RunUntil(DeviceState.Online, 5000);
            stuck.OnClosed(1008);
            stuck.OnRefused(OpenFailure.HttpStatus, 403, null, null);
            stuck.OnText(Bytes.Of("late"), 4);
            stuck.OnSent();
            harness.RunFor(100);
            Assert.AreEqual((int)DeviceState.Online, (int)harness.Device.State);
            Assert.AreEqual(1, harness.MessageCount, "the echo of the status");
            harness.CheckRules();
        }

        [TestMethod]
        public void A_late_sign_of_life_of_a_given_up_attempt_does_not_save_a_dead_session()
        {
            DeviceHarness harness = DeviceHarness.Online();
            IWebSocketListener first = harness.Socket.Listener;
            harness.Socket.Hangup(1001);
            harness.RunUntil(DeviceState.Online, 6000);
            harness.Socket.IsHalfOpen = true;
            for (int i = 0; i < 45; i++)
            {
                first.OnAlive();
                harness.RunFor(1000);
            }

            Assert.AreEqual(1, harness.Socket.AbortCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void Ten_years_of_wall_clock_leave_the_session_and_the_waits_alone()
        {
            DeviceHarness harness = DeviceHarness.Online();
            long[] jumps = { 3650, -3650, -20000, 0 };
            for (int i = 0; i < jumps.Length; i++)
            {
                harness.Platform.FakeClock.SetUtc(FakeClock.StartUtcSeconds + (jumps[i] * 86400));
                harness.RunFor(5L * MinuteMs);
            }

            Assert.AreEqual(1, harness.Socket.OpenCount);
            Assert.AreEqual(0, harness.Http.RefreshCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void Ten_years_of_wall_clock_shorten_no_wait()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Claims = new HttpScript().Then(HttpReply.WithStatus(403));
            harness.RunUntil(DeviceState.ClaimWait, 2000);
            harness.Platform.FakeClock.SetUtc(FakeClock.StartUtcSeconds + (3650L * 86400));
            harness.RunFor(4L * MinuteMs);
            harness.Platform.FakeClock.SetUtc(0);
            Assert.AreEqual(1, harness.Http.ClaimCount);
            harness.RunFor(2 * MinuteMs);
            Assert.AreEqual(2, harness.Http.ClaimCount);
            harness.CheckRules();
        }

        // Refused three times: with the token of before, with a refreshed one, and with a claimed one.
        private static void ClimbsTheLadder(SocketPlan plan)
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Socket.Script.Then(plan);
            harness.RunFor(14L * MinuteMs);
            Assert.AreEqual(3, harness.Socket.OpenCount);
            Assert.AreEqual(1, harness.Http.RefreshCount);
            Assert.AreEqual(2, harness.Http.ClaimCount);
            Assert.AreEqual((int)DeviceState.SessionWait, (int)harness.Device.State);

            Assert.AreEqual(1, harness.Platform.Lines.CountOf("retry_in_ms=900000 fix="));
            Assert.IsTrue(harness.Platform.Lines.CountOf("check its token key, its clock and session.path") + harness.Platform.Lines.CountOf("the claim was accepted: check session.path") > 0);

            // After the long wait the ladder begins anew, and ends in a wait of the same length.
            harness.RunFor(2L * MinuteMs);
            Assert.AreEqual(6, harness.Socket.OpenCount);
            Assert.AreEqual(3, harness.Http.ClaimCount);
            harness.RunFor(12L * MinuteMs);
            Assert.AreEqual(6, harness.Socket.OpenCount);
            harness.RunFor(5L * MinuteMs);
            Assert.AreEqual(9, harness.Socket.OpenCount);
            harness.CheckRules();
        }

        private static long Gap(DeviceHarness harness, int number)
        {
            return harness.Socket.OpenedAtMs(number + 1) - harness.Socket.OpenedAtMs(number);
        }

        private static void IsWithin(long value, long least, long most)
        {
            Assert.IsTrue(value >= least && value <= most, value.ToString() + " is not within " + least.ToString() + " to " + most.ToString());
        }
    }
}
