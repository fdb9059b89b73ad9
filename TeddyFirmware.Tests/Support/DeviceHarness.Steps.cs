using nanoFramework.TestFramework;
using TeddyFirmware.Session;
using TeddyFirmware.Storage;

namespace TeddyFirmware.Tests.Support
{
    /// <content>The words of a test: what is given, what happens, and what is then to be seen.</content>
    public sealed partial class DeviceHarness
    {
        /// <summary>Given: the server accepts claims, refreshes (of which it rotates none) and sessions.</summary>
        /// <returns>This device, as all of these methods do.</returns>
        public DeviceHarness Welcome() =>
            Claims(HttpReply.Tokens(1)).Refreshes(HttpReply.Ok("{\"access_token\":\"" + TestToken.Access(2) + "\",\"expires_in\":3600}")).Sessions();

        /// <summary>Given: claims are answered so, in turn, and with the last from then on.</summary>
        /// <param name="replies">The answers.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Claims(params HttpReply[] replies)
        {
            Http.Claims = new Script(replies, false);
            return this;
        }

        /// <summary>Given: refreshes are answered so, in turn, and with the last from then on.</summary>
        /// <param name="replies">The answers.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Refreshes(params HttpReply[] replies)
        {
            Http.Refreshes = new Script(replies, false);
            return this;
        }

        /// <summary>Given: attempts to open a session end so, in turn, and with the last from then on.</summary>
        /// <param name="plans">What the server does; nothing for accepting all.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Sessions(params SocketPlan[] plans)
        {
            Socket.Script = new Script(plans, false);
            return this;
        }

        /// <summary>Given: a provisioning file lies in the flash.</summary>
        /// <param name="file">The file.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Provision(ProvisionFile file)
        {
            Flash.Put(FlashFiles.Provisioning, file.ToBytes());
            return this;
        }

        /// <summary>When the link goes away or comes back.</summary>
        /// <param name="isUp">Whether it comes back.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Link(bool isUp)
        {
            Network.IsUp = isUp;
            return this;
        }

        /// <summary>When the machine has no memory for a second TLS connection, or has it.</summary>
        /// <param name="isThere">Whether it has it.</param>
        /// <returns>This device.</returns>
        public DeviceHarness RoomForSecondTls(bool isThere)
        {
            Platform.FakePower.HasRoomForSecondTls = isThere;
            return this;
        }

        /// <summary>When the server ends the session.</summary>
        /// <param name="closeCode">The code; 1006 where the stream just ends.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Hangup(int closeCode)
        {
            Socket.Hangup(closeCode);
            return this;
        }

        /// <summary>When the server's end falls silent without a close.</summary>
        /// <returns>This device.</returns>
        public DeviceHarness HalfOpen()
        {
            Socket.IsHalfOpen = true;
            return this;
        }

        /// <summary>When the server sends a text.</summary>
        /// <param name="text">The text.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Say(string text)
        {
            Socket.Say(text);
            return this;
        }

        /// <summary>When the application sends a text.</summary>
        /// <param name="text">The text.</param>
        /// <param name="mode">What becomes of it if the session ends.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Send(string text, SendMode mode = SendMode.AtMostOnce)
        {
            Device.Send(text, mode);
            return this;
        }

        /// <summary>When the application asks it to stop.</summary>
        /// <returns>This device.</returns>
        public DeviceHarness Stop()
        {
            Device.RequestStop();
            return this;
        }

        /// <summary>When the transport reports the present exchange, late or not.</summary>
        /// <returns>This device.</returns>
        public DeviceHarness Report()
        {
            Http.Report();
            return RunFor(0);
        }

        /// <summary>When time passes.</summary>
        /// <param name="ms">Milliseconds.</param>
        /// <returns>This device.</returns>
        public DeviceHarness RunFor(long ms)
        {
            Run(ms, -1);
            return this;
        }

        /// <summary>When time passes until the device is in a state; fails where that takes too long.</summary>
        /// <param name="state">The state.</param>
        /// <param name="withinMs">The time for it, in milliseconds.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Until(DeviceState state, long withinMs)
        {
            MsUntil(state, withinMs);
            return this;
        }

        /// <summary>The same, where the time that it takes is what counts.</summary>
        /// <param name="state">The state.</param>
        /// <param name="withinMs">The time for it, in milliseconds.</param>
        /// <returns>How long it took, in milliseconds.</returns>
        public long MsUntil(DeviceState state, long withinMs)
        {
            long startMs = Clock.MonotonicMs;
            Run(withinMs, (int)state);
            long tookMs = Clock.MonotonicMs - startMs;
            Assert.AreEqual((int)state, (int)Device.State, "the state after " + tookMs.ToString() + " ms");
            return tookMs;
        }

        /// <summary>Then it is in a state.</summary>
        /// <param name="state">The state.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Is(DeviceState state)
        {
            Assert.AreEqual((int)state, (int)Device.State, "the state");
            return this;
        }

        /// <summary>Then the server has seen so many requests of each kind; -1 for any number of them.</summary>
        /// <param name="claims">How many claims.</param>
        /// <param name="refreshes">How many refreshes.</param>
        /// <param name="sessions">How many attempts to open a session.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Asked(int claims = -1, int refreshes = -1, int sessions = -1)
        {
            Assert.AreEqual(claims < 0 ? Http.ClaimCount : claims, Http.ClaimCount, "claims");
            Assert.AreEqual(refreshes < 0 ? Http.RefreshCount : refreshes, Http.RefreshCount, "refreshes");
            Assert.AreEqual(sessions < 0 ? Socket.OpenCount : sessions, Socket.OpenCount, "sessions");
            return this;
        }

        /// <summary>Then the supervisor has done so much; -1 for any number.</summary>
        /// <param name="renewals">How often it renewed the network.</param>
        /// <param name="restarts">How often it restarted the board.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Helped(int renewals = -1, int restarts = -1)
        {
            Assert.AreEqual(renewals < 0 ? Network.RenewCount : renewals, Network.RenewCount, "renewals");
            Assert.AreEqual(restarts < 0 ? Platform.FakePower.RebootCount : restarts, Platform.FakePower.RebootCount, "restarts");
            return this;
        }

        /// <summary>Then so many of the last log lines hold a text.</summary>
        /// <param name="count">How many.</param>
        /// <param name="text">The text.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Logged(int count, string text)
        {
            Assert.AreEqual(count, Platform.Lines.CountOf(text), text);
            return this;
        }

        /// <summary>Then the server has got so many texts.</summary>
        /// <param name="count">How many.</param>
        /// <param name="why">Which ones.</param>
        /// <returns>This device.</returns>
        public DeviceHarness Sent(int count, string why)
        {
            Assert.AreEqual(count, Socket.SentCount, why);
            return this;
        }

        /// <summary>Then no connection is left open.</summary>
        /// <returns>This device.</returns>
        public DeviceHarness IsDisconnected()
        {
            Assert.IsFalse(Platform.Tls.HasHttp || Platform.Tls.IsOpen || Platform.Tls.IsOpening, "something is left open");
            return this;
        }
    }
}
