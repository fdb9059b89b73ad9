using S = TeddyFirmware.DeviceState;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>Brings a device into each of its states that last.</summary>
    public static class DeviceIn
    {
        /// <summary>Brings a device into a state.</summary>
        /// <param name="state">The state.</param>
        /// <returns>The device, in that state.</returns>
        public static DeviceHarness State(S state) => Prepared(state).Until(state, Ms.Hour);

        private static DeviceHarness Prepared(S state)
        {
            switch (state)
            {
                case S.Unprovisioned: return DeviceHarness.On(new MemoryFlash(), new ScriptedRandom(1));
                case S.Offline: return DeviceHarness.New().Link(false);
                case S.ClaimWait: return DeviceHarness.New().Claims(HttpReply.WithStatus(404));
                case S.Misconfigured: return DeviceHarness.New().Claims(HttpReply.WithStatus(400));
                case S.Refreshing: return DeviceHarness.Expired();
                case S.RefreshWait: return DeviceHarness.Expired().Refreshes(HttpReply.WithStatus(403));
                case S.SessionWait: return DeviceHarness.New().Sessions(SocketPlan.Refuse(404));
                case S.OnlineRefreshing: return DeviceHarness.New().Refreshes(HttpReply.WithStatus(200).Within(19000));
                case S.Closing: return DeviceHarness.Online().Stop();
                default: return DeviceHarness.New();
            }
        }
    }
}
