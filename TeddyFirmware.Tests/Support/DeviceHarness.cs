using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Storage;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>
    /// Runs a device with virtual time, and looks on. Whenever time has passed it fails where the device broke a rule that no
    /// scenario may break. What a test says about it reads as given, when, then: see the file's other half.
    /// </summary>
    public sealed partial class DeviceHarness : IWakeSignal, IDeviceObserver
    {
        private const int MaxStepsAtOneMoment = 200;

        private bool _isWoken;

        private DeviceHarness(FakePlatform platform)
        {
            Platform = platform;
            Device = new Device(platform, this, this, new DeviceOptions());
            Welcome();
        }

        /// <summary>Gets the machine.</summary>
        public FakePlatform Platform { get; }

        /// <summary>Gets the device.</summary>
        public Device Device { get; }

        /// <summary>Gets how many texts came from the server.</summary>
        public int MessageCount { get; private set; }

        /// <summary>Gets how many echoes came.</summary>
        public int EchoCount { get; private set; }

        /// <summary>Gets how many health snapshots were made.</summary>
        public int StatusCount { get; private set; }

        /// <summary>Gets the last one; null where there was none.</summary>
        public string LastStatus { get; private set; }

        /// <summary>Gets the HTTP server.</summary>
        public FakeHttp Http => Platform.FakeHttp;

        /// <summary>Gets the session server.</summary>
        public FakeWebSocket Socket => Platform.FakeSocket;

        /// <summary>Gets the machine's network.</summary>
        public FakeNetwork Network => Platform.FakeNetwork;

        /// <summary>Gets the machine's clock.</summary>
        public FakeClock Clock => Platform.FakeClock;

        /// <summary>Gets the machine's flash.</summary>
        public MemoryFlash Flash => Platform.FakeFlash;

        /// <summary>Makes a device without settings whose server accepts everything.</summary>
        /// <param name="flash">Its flash.</param>
        /// <param name="random">What its machine draws.</param>
        /// <returns>The device, not yet started.</returns>
        public static DeviceHarness On(MemoryFlash flash, IRandom random) => new DeviceHarness(new FakePlatform(flash, random));

        /// <summary>Makes a provisioned device whose server accepts everything.</summary>
        /// <returns>The device, not yet started.</returns>
        public static DeviceHarness New() => With(new ScriptedRandom(1));

        /// <summary>Makes one whose machine draws other numbers.</summary>
        /// <param name="random">The generator.</param>
        /// <returns>The device, not yet started.</returns>
        public static DeviceHarness With(IRandom random) => On(new MemoryFlash(), random).Provision(new ProvisionFile());

        /// <summary>Makes a device that has just come online.</summary>
        /// <returns>The device.</returns>
        public static DeviceHarness Online() => New().Until(DeviceState.Online, 5000);

        /// <summary>Makes a device that starts with an access token that has expired, and so with a refresh.</summary>
        /// <returns>The device, not yet started.</returns>
        public static DeviceHarness Expired() => Online().Restart(2 * Ms.Hour);

        /// <summary>Restarts the machine: flash and wall clock survive, everything else begins anew.</summary>
        /// <param name="offMs">How long the power is off.</param>
        /// <returns>The device after the restart, not yet started.</returns>
        public DeviceHarness Restart(long offMs = 0)
        {
            Clock.Advance(offMs);
            Flash.PowerOn();
            DeviceHarness next = On(Flash, new ScriptedRandom((int)Clock.UtcSeconds));
            next.Clock.SetUtc(Clock.UtcSeconds);
            return next;
        }

        /// <inheritdoc/>
        public void Wake() => _isWoken = true;

        /// <inheritdoc/>
        public void OnTransition(DeviceState from, DeviceState to)
        {
        }

        /// <inheritdoc/>
        public void OnMessage(byte[] message, int length) => MessageCount++;

        /// <inheritdoc/>
        public void OnEcho(int length, int roundTripMs) => EchoCount++;

        /// <inheritdoc/>
        public void OnStatus(string status)
        {
            LastStatus = status;
            StatusCount++;
        }

        private void Run(long ms, int untilState)
        {
            long endMs = Clock.MonotonicMs + ms;
            int steps = 0;
            int waitMs = Device.Step();
            while ((int)Device.State != untilState && (_isWoken || Clock.MonotonicMs < endMs))
            {
                Assert.IsTrue(++steps < MaxStepsAtOneMoment, "the device goes round without time passing");
                if (_isWoken)
                {
                    _isWoken = false;
                }
                else if (PassTime(waitMs, endMs))
                {
                    steps = 0;
                }

                waitMs = Device.Step();
            }

            Assert.AreEqual(0, Device.IllegalEventCount, "illegal events");
            Assert.AreEqual(0, Platform.Tls.Violations, "two TLS connections at once");
            Assert.AreEqual(0, Platform.Lines.LeakCount, "log lines with a planted value");
        }

        // Until the device, the server or the test wants something. Tells whether time passed.
        private bool PassTime(long waitMs, long endMs)
        {
            long passMs = Shorter(Shorter(waitMs, endMs - Clock.MonotonicMs), Shorter(Http.DueInMs, Socket.DueInMs));
            Clock.Advance(passMs);
            Http.RunDue();
            Socket.RunDue();
            return passMs > 0;
        }

        private static long Shorter(long left, long right) => left < right ? left : right;
    }
}
