using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tests.Support;
using S = TeddyFirmware.DeviceState;

namespace TeddyFirmware.Tests
{
    /// <summary>Contract section 4, row by row, with a whole device.</summary>
    [TestClass]
    public class DeviceSessionTests
    {
        [TestMethod]
        public void A_refused_token_leads_to_one_refresh_one_claim_and_then_the_slowest_pace() => ClimbsTheLadder(SocketPlan.AcceptThenClose(1008, 100));

        [TestMethod]
        public void A_refused_upgrade_leads_to_one_refresh_one_claim_and_then_the_slowest_pace()
        {
            ClimbsTheLadder(SocketPlan.Refuse(401));
            ClimbsTheLadder(SocketPlan.Refuse(403));
        }

        [TestMethod]
        public void A_refused_token_and_a_refused_refresh_lead_to_one_claim() =>
            DeviceHarness.New().Refreshes(HttpReply.WithStatus(401)).Sessions(SocketPlan.Refuse(403)).RunFor(10 * Ms.Minute)
                .Is(S.SessionWait).Asked(claims: 2, refreshes: 1, sessions: 2);

        [TestMethod]
        public void A_sign_of_life_that_is_taken_after_the_close_does_not_end_the_next_attempt()
        {
            SocketPlan refused = SocketPlan.AcceptThenClose(1008, 100);
            DeviceHarness device = DeviceHarness.New().Sessions(refused, refused, SocketPlan.Accept()).Until(S.Online, Ms.Minute).RunFor(5000);

            // The third refusal is the last rung: the next attempt is 15 minutes away.
            device.Until(S.Online, Ms.Minute).Socket.Listener.OnAlive();
            device.Hangup(1008).RunFor(16 * Ms.Minute).Is(S.Online).Asked(sessions: 4);
        }

        [TestMethod]
        public void A_stable_session_forgives_a_refused_token() =>
            DeviceHarness.New().Sessions(SocketPlan.Refuse(403), SocketPlan.AcceptThenClose(1008, 61000), SocketPlan.Accept())
                .RunFor(3 * Ms.Minute).Is(S.Online).Asked(claims: 1, refreshes: 2);

        [TestMethod]
        public void A_server_that_refuses_every_token_for_a_day_is_left_in_peace()
        {
            DeviceHarness device = DeviceHarness.New().Sessions(SocketPlan.Refuse(403)).RunFor(Ms.Day);
            Check.Within(device.Socket.OpenCount, 3 * 24 * 3, 3 * 24 * 4);
            Check.Within(device.Http.ClaimCount, 1, (24 * 4) + 1);
        }

        [TestMethod]
        [DataRow(1000), DataRow(1001), DataRow(1012), DataRow(1006)]
        public void Going_away_reconnects_within_5_s_with_the_same_token(int code)
        {
            DeviceHarness device = DeviceHarness.Online().Hangup(code).Until(S.Online, 5500).Asked(claims: 1, refreshes: 0);
            Assert.AreEqual(device.Socket.Url(0), device.Socket.Url(1));
        }

        [TestMethod]
        [DataRow(1011), DataRow(1002), DataRow(1003), DataRow(1005), DataRow(1007), DataRow(1009), DataRow(1010)]
        [DataRow(1014), DataRow(3000), DataRow(4999), DataRow(1), DataRow(65535)]
        public void Faults_complaints_and_strange_codes_back_off_with_the_same_token(int code) => BacksOff(SocketPlan.AcceptThenClose(code, 100), 300);

        [TestMethod]
        public void Failed_connections_back_off()
        {
            for (int failure = (int)OpenFailure.Unreachable; failure <= (int)OpenFailure.BadUpgrade; failure++)
            {
                BacksOff(SocketPlan.Fail((OpenFailure)failure), 200);
            }
        }

        [TestMethod]
        public void Try_again_later_waits_30_s_at_least() =>
            Check.Within(DeviceHarness.New().Sessions(SocketPlan.AcceptThenClose(1013, 100)).RunFor(3 * Ms.Minute).Socket.GapMs(0), 30300, 31400);

        [TestMethod]
        [DataRow(429), DataRow(503)]
        public void A_busy_upgrade_waits_30_s_or_what_the_server_says(int status)
        {
            DeviceHarness device = DeviceHarness.New().Sessions(SocketPlan.Refuse(status), SocketPlan.Refuse(status, "120"), SocketPlan.Accept())
                .RunFor(4 * Ms.Minute).Is(S.Online);
            Check.Within(device.Socket.GapMs(0), 30200, 31300);
            Check.Within(device.Socket.GapMs(1), 120200, 133300);
        }

        [TestMethod]
        public void An_unknown_device_goes_slowly()
        {
            DeviceHarness device = DeviceHarness.New().Sessions(SocketPlan.Refuse(404)).RunFor(50 * Ms.Minute).Asked(sessions: 3);
            Check.Within(device.Socket.GapMs(0), 15 * Ms.Minute, (15 * Ms.Minute) + 1000);
            Check.Within(device.Socket.GapMs(1), 30 * Ms.Minute, (30 * Ms.Minute) + 1000);
        }

        [TestMethod]
        public void A_half_open_link_is_noticed_within_45_s_and_left_within_5_s_more()
        {
            DeviceHarness device = DeviceHarness.Online().RunFor(31000).HalfOpen();
            long noticedMs = device.MsUntil(S.SessionWait, 45000);
            Assert.AreEqual(1, device.Socket.AbortCount);
            Assert.IsTrue(noticedMs + device.MsUntil(S.Connecting, 5000) <= 50000);
            device.Until(S.Online, 1000);
        }

        [TestMethod]
        public void A_quiet_session_with_pongs_lives_for_hours() =>
            Check.Within(DeviceHarness.Online().RoomForSecondTls(false).RunFor(5 * Ms.Hour).Asked(sessions: 1).Socket.PingCount, 899, 901);

        [TestMethod]
        public void Texts_are_signs_of_life_where_pongs_are_not_seen()
        {
            DeviceHarness device = DeviceHarness.Online().HalfOpen();
            for (int i = 0; i < 20; i++)
            {
                device.RunFor(15000).Say("{\"type\":\"tick\"}");
            }

            device.Asked(sessions: 1);
        }

        [TestMethod]
        public void A_stable_session_forgives_the_failures_before_it()
        {
            SocketPlan failed = SocketPlan.Fail(OpenFailure.Unreachable);
            DeviceHarness.New().Sessions(failed, failed, failed, failed, failed, failed, failed, SocketPlan.Accept()).Until(S.Online, 5 * Ms.Minute)
                .RunFor(61000).Hangup(1011).Until(S.Connecting, 1000);
        }

        [TestMethod]
        public void A_session_of_less_than_60_s_forgives_nothing()
        {
            FakeWebSocket socket = DeviceHarness.New().Sessions(SocketPlan.AcceptThenClose(1006, 59000)).RunFor(3 * Ms.Hour).Socket;
            long longestMs = 0;
            for (int i = 0; i + 1 < socket.OpenCount; i++)
            {
                longestMs = socket.GapMs(i) > longestMs ? socket.GapMs(i) : longestMs;
            }

            Assert.IsTrue(longestMs > 59200 + 30000, longestMs.ToString());
        }

        [TestMethod]
        public void A_stuck_attempt_is_given_up_and_its_late_reports_are_ignored()
        {
            DeviceHarness device = DeviceHarness.New().Sessions(SocketPlan.Silent(), SocketPlan.Accept()).Until(S.Connecting, 1000);
            IWebSocketListener stuck = device.Socket.Listener;
            Check.Within(device.MsUntil(S.SessionWait, Ms.Minute), 20000, 25000);
            Assert.AreEqual(1, device.Socket.AbortCount);
            stuck.OnOpened();
            stuck.OnClosed(1008);
            device.RunFor(0).Is(S.SessionWait).Until(S.Online, 5000);
            stuck.OnClosed(1008);
            stuck.OnRefused(OpenFailure.HttpStatus, 403, null, null);
            stuck.OnText(Bytes.Of("late"), 4);
            stuck.OnSent();
            Assert.AreEqual(1, device.RunFor(100).Is(S.Online).MessageCount, "the echo of the status");
        }

        [TestMethod]
        public void A_late_sign_of_life_of_a_given_up_attempt_does_not_save_a_dead_session()
        {
            DeviceHarness device = DeviceHarness.Online();
            IWebSocketListener first = device.Socket.Listener;
            device.Hangup(1001).Until(S.Online, 6000).HalfOpen();
            for (int i = 0; i < 45; i++)
            {
                first.OnAlive();
                device.RunFor(1000);
            }

            Assert.AreEqual(1, device.Socket.AbortCount);
        }

        [TestMethod]
        public void Ten_years_of_wall_clock_leave_the_session_and_the_waits_alone()
        {
            DeviceHarness device = DeviceHarness.Online();
            long[] jumps = { 3650, -3650, -20000, 0 };
            for (int i = 0; i < jumps.Length; i++)
            {
                device.Clock.SetUtc(FakeClock.StartUtcSeconds + (jumps[i] * 86400));
                device.RunFor(5 * Ms.Minute);
            }

            device.Asked(refreshes: 0, sessions: 1);
        }

        [TestMethod]
        public void Ten_years_of_wall_clock_shorten_no_wait()
        {
            DeviceHarness device = DeviceHarness.New().Claims(HttpReply.WithStatus(403)).Until(S.ClaimWait, 2000);
            device.Clock.SetUtc(FakeClock.StartUtcSeconds + (3650L * 86400));
            device.RunFor(4 * Ms.Minute).Asked(claims: 1).Clock.SetUtc(0);
            device.RunFor(2 * Ms.Minute).Asked(claims: 2);
        }

        private static void BacksOff(SocketPlan plan, int openMs)
        {
            DeviceHarness device = DeviceHarness.New().Sessions(plan).RunFor(5 * Ms.Minute).Asked(claims: 1, refreshes: 0);
            for (int n = 0; n < 6; n++)
            {
                Check.Within(device.Socket.GapMs(n), openMs + 250, openMs + Backoff.CeilingMs(n));
            }
        }

        // Refused three times: with the token of before, with a refreshed one, and with a claimed one.
        private static void ClimbsTheLadder(SocketPlan plan)
        {
            DeviceHarness device = DeviceHarness.New().Sessions(plan).RunFor(14 * Ms.Minute)
                .Is(S.SessionWait).Asked(claims: 2, refreshes: 1, sessions: 3).Logged(1, "retry_in_ms=900000 fix=");
            CapturedLog lines = device.Platform.Lines;
            Assert.IsTrue(lines.CountOf("check its token key, its clock and session.path") + lines.CountOf("the claim was accepted: check session.path") > 0);

            // After the long wait the ladder begins anew, and ends in a wait of the same length.
            device.RunFor(2 * Ms.Minute).Asked(claims: 3, sessions: 6).RunFor(12 * Ms.Minute).Asked(sessions: 6).RunFor(5 * Ms.Minute).Asked(sessions: 9);
        }
    }
}
