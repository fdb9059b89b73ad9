using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests
{
    /// <summary>How often a device writes, whatever the server does (contract, section 7).</summary>
    [TestClass]
    public class DeviceFlashTests
    {
        private const long DayMs = 24L * 3600000;

        [TestMethod]
        public void A_server_that_rotates_at_every_refresh_costs_100_writes_a_day_at_most()
        {
            DeviceHarness harness = DeviceHarness.New();
            HttpScript refreshes = new HttpScript { IsRepeated = true };
            for (int i = 0; i < 2; i++)
            {
                refreshes.Then(HttpReply.Ok(TestToken.Answer(TestToken.Make("a" + i.ToString(), 600), TestToken.Make("r" + i.ToString(), 604800))));
            }

            harness.Http.Refreshes = refreshes;
            WritesAtMost100ADay(harness);
        }

        [TestMethod]
        public void A_server_that_refuses_every_refresh_costs_100_writes_a_day_at_most_and_one_for_each_claim()
        {
            DeviceHarness harness = DeviceHarness.New();
            HttpScript claims = new HttpScript { IsRepeated = true };
            for (int i = 0; i < 2; i++)
            {
                claims.Then(HttpReply.Ok("{\"access\":\"" + TestToken.Make("a" + i.ToString(), 5) + "\",\"refresh\":\"" + TestToken.Make("r" + i.ToString(), 60) + "\",\"expires_in\":5}"));
            }

            harness.Http.Claims = claims;
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.WithStatus(401));
            harness.Socket.Script.Then(SocketPlan.AcceptThenClose(1011, 8000));
            WritesAtMost100ADay(harness);
        }

        [TestMethod]
        public void A_board_that_reboots_every_hour_costs_100_writes_a_day_at_most()
        {
            DeviceHarness harness = DeviceHarness.Online();
            MemoryFlash flash = harness.Platform.FakeFlash;
            int before = flash.Writes;
            for (int hour = 0; hour < 23; hour++)
            {
                harness.RunFor(3600000);
                harness = harness.Restart();
            }

            Assert.IsTrue(flash.Writes - before <= 100, (flash.Writes - before).ToString() + " writes");
        }

        // Without the writes of provisioning; the virtual clock begins at midnight, so it is one day.
        private static void WritesAtMost100ADay(DeviceHarness harness)
        {
            harness.RunUntil(DeviceState.Online, 5000);
            int before = harness.Platform.FakeFlash.Writes;
            harness.RunFor(DayMs - 60000);
            int writes = harness.Platform.FakeFlash.Writes - before;
            Assert.IsTrue(writes >= 8 && writes <= 100, writes.ToString() + " writes");
            harness.CheckRules();
        }
    }
}
