using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests
{
    /// <summary>How often a device writes, whatever the server does (contract, section 7).</summary>
    [TestClass]
    public class DeviceFlashTests
    {
        [TestMethod]
        public void A_server_that_rotates_at_every_refresh_costs_100_writes_a_day_at_most()
        {
            DeviceHarness device = DeviceHarness.New();
            device.Http.Refreshes = new Script(new HttpReply[] { Rotated(0), Rotated(1) }, true);
            WritesAtMost100ADay(device);
        }

        [TestMethod]
        public void A_server_that_refuses_every_refresh_costs_100_writes_a_day_at_most_and_one_for_each_claim()
        {
            DeviceHarness device = DeviceHarness.New().Refreshes(HttpReply.WithStatus(401)).Sessions(SocketPlan.AcceptThenClose(1011, 8000));
            device.Http.Claims = new Script(new HttpReply[] { HttpReply.ShortLived(0), HttpReply.ShortLived(1) }, true);
            WritesAtMost100ADay(device);
        }

        [TestMethod]
        public void A_board_that_reboots_every_hour_costs_100_writes_a_day_at_most()
        {
            DeviceHarness device = DeviceHarness.Online();
            int before = device.Flash.Writes;
            for (int hour = 0; hour < 23; hour++)
            {
                device = device.RunFor(Ms.Hour).Restart();
            }

            Check.Within(device.Flash.Writes - before, 0, 100);
        }

        private static HttpReply Rotated(int number) =>
            HttpReply.Ok(TestToken.Answer(TestToken.Make("a" + number.ToString(), 600), TestToken.Refresh(number)));

        // Without the writes of provisioning; the virtual clock begins at midnight, so it is one day.
        private static void WritesAtMost100ADay(DeviceHarness device)
        {
            int before = device.Until(DeviceState.Online, 5000).Flash.Writes;
            Check.Within(device.RunFor(Ms.Day - Ms.Minute).Flash.Writes - before, 8, 100);
        }
    }
}
