namespace TeddyFirmware.Tests.Support
{
    /// <summary>Brings a device into each of its states that last.</summary>
    public static class DeviceIn
    {
        /// <summary>Brings a device into a state.</summary>
        /// <param name="state">The state.</param>
        /// <returns>The device, in that state.</returns>
        public static DeviceHarness State(DeviceState state)
        {
            DeviceHarness harness = StartsWithRefresh(state) ? Expired() : DeviceHarness.New();
            Prepare(harness, state);
            harness.RunUntil(state, 3600000);
            return harness;
        }

        private static bool StartsWithRefresh(DeviceState state)
        {
            return state == DeviceState.Refreshing || state == DeviceState.RefreshWait;
        }

        private static DeviceHarness Expired()
        {
            DeviceHarness first = DeviceHarness.Online();
            first.Platform.FakeClock.Advance(2 * 3600000);
            return first.Restart();
        }

        private static void Prepare(DeviceHarness harness, DeviceState state)
        {
            switch (state)
            {
                case DeviceState.Unprovisioned:
                    harness.Platform.FakeFlash.Delete("provision.json");
                    break;
                case DeviceState.Offline:
                    harness.Platform.FakeNetwork.IsUp = false;
                    break;
                case DeviceState.ClaimWait:
                    harness.Http.Claims = new HttpScript().Then(HttpReply.WithStatus(404));
                    break;
                case DeviceState.Misconfigured:
                    harness.Http.Claims = new HttpScript().Then(HttpReply.WithStatus(400));
                    break;
                case DeviceState.RefreshWait:
                    harness.Http.Refreshes = new HttpScript().Then(HttpReply.WithStatus(403));
                    break;
                case DeviceState.SessionWait:
                    harness.Socket.Script = new SocketScript().Then(SocketPlan.Refuse(404, null));
                    break;
                case DeviceState.OnlineRefreshing:
                    harness.Http.Refreshes = new HttpScript().Then(HttpReply.WithStatus(200).Within(19000));
                    break;
                case DeviceState.Closing:
                    harness.RunUntil(DeviceState.Online, 5000);
                    harness.Device.RequestStop();
                    break;
            }
        }
    }
}
