using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Storage;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>Runs a device with virtual time, and looks on.</summary>
    public sealed class DeviceHarness : IWakeSignal, IDeviceObserver
    {
        private const int MaxStepsAtOneMoment = 200;

        private bool _isWoken;

        /// <summary>Initializes a new instance of the <see cref="DeviceHarness"/> class.</summary>
        /// <param name="platform">The machine.</param>
        public DeviceHarness(FakePlatform platform)
        {
            Platform = platform;
            Device = new Device(platform, this, this, new DeviceOptions());
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

        /// <summary>Gets the monotonic time.</summary>
        public long NowMs => Platform.FakeClock.MonotonicMs;

        /// <summary>Makes a provisioned device whose server accepts everything.</summary>
        /// <returns>The device, not yet started.</returns>
        public static DeviceHarness New()
        {
            return With(new ScriptedRandom(1));
        }

        /// <summary>Makes one whose machine draws other numbers.</summary>
        /// <param name="random">The generator.</param>
        /// <returns>The device, not yet started.</returns>
        public static DeviceHarness With(IRandom random)
        {
            FakePlatform platform = new FakePlatform(new MemoryFlash(), random);
            platform.FakeFlash.Put(FlashFiles.Provisioning, new ProvisionFile().ToBytes());
            return new DeviceHarness(WithFriendlyServer(platform));
        }

        /// <summary>Gives a machine a server that accepts claims, refreshes and sessions.</summary>
        /// <param name="platform">The machine.</param>
        /// <returns>The machine.</returns>
        public static FakePlatform WithFriendlyServer(FakePlatform platform)
        {
            string first = TestToken.Answer(TestToken.Make("access-1", 3600), TestToken.Make("refresh-1", 604800));
            string second = "{\"access_token\":\"" + TestToken.Make("access-2", 3600) + "\",\"expires_in\":3600}";
            platform.FakeHttp.Claims.Then(HttpReply.Ok(first));
            platform.FakeHttp.Refreshes.Then(HttpReply.Ok(second));
            return platform;
        }

        /// <summary>Makes a device that has just come online.</summary>
        /// <returns>The device.</returns>
        public static DeviceHarness Online()
        {
            DeviceHarness harness = New();
            harness.RunUntil(DeviceState.Online, 5000);
            return harness;
        }

        /// <summary>Restarts the machine: flash and wall clock survive, everything else begins anew.</summary>
        /// <returns>The device after the restart, not yet started.</returns>
        public DeviceHarness Restart()
        {
            Platform.FakeFlash.PowerOn();
            FakePlatform platform = new FakePlatform(Platform.FakeFlash, new ScriptedRandom((int)Platform.FakeClock.UtcSeconds));
            platform.FakeClock.SetUtc(Platform.FakeClock.UtcSeconds);
            return new DeviceHarness(WithFriendlyServer(platform));
        }

        /// <summary>Lets time pass.</summary>
        /// <param name="ms">Milliseconds.</param>
        public void RunFor(long ms)
        {
            Run(ms, -1);
        }

        /// <summary>Lets time pass until the device is in a state; fails where that takes too long.</summary>
        /// <param name="state">The state.</param>
        /// <param name="withinMs">The time for it, in milliseconds.</param>
        /// <returns>How long it took, in milliseconds.</returns>
        public long RunUntil(DeviceState state, long withinMs)
        {
            long startMs = NowMs;
            Run(withinMs, (int)state);
            Assert.AreEqual((int)state, (int)Device.State, "the state after " + (NowMs - startMs).ToString() + " ms");
            return NowMs - startMs;
        }

        /// <summary>Fails where the scenario broke a rule that no scenario may break.</summary>
        public void CheckRules()
        {
            Assert.AreEqual(0, Device.IllegalEventCount, "illegal events");
            Assert.AreEqual(0, Platform.Tls.Violations, "two TLS connections at once");
            Assert.AreEqual(0, Platform.Lines.LeakCount, "log lines with a planted value");
        }

        /// <inheritdoc/>
        public void Wake()
        {
            _isWoken = true;
        }

        /// <inheritdoc/>
        public void OnTransition(DeviceState from, DeviceState to)
        {
        }

        /// <inheritdoc/>
        public void OnMessage(byte[] message, int length)
        {
            MessageCount++;
        }

        /// <inheritdoc/>
        public void OnEcho(int length, int roundTripMs)
        {
            EchoCount++;
        }

        /// <inheritdoc/>
        public void OnStatus(string status)
        {
            LastStatus = status;
            StatusCount++;
        }

        private void Run(long ms, int untilState)
        {
            long endMs = NowMs + ms;
            int steps = 0;
            while (true)
            {
                int waitMs = Device.Step();
                if ((int)Device.State == untilState)
                {
                    return;
                }

                Assert.IsTrue(++steps < MaxStepsAtOneMoment, "the device goes round without time passing");
                if (_isWoken)
                {
                    _isWoken = false;
                }
                else if (NowMs >= endMs)
                {
                    return;
                }
                else if (PassTime(waitMs, endMs))
                {
                    steps = 0;
                }
            }
        }

        // Until the device, the server or the test wants something. Tells whether time passed.
        private bool PassTime(long waitMs, long endMs)
        {
            long passMs = Shorter(Shorter(waitMs, endMs - NowMs), Shorter(Http.DueInMs, Socket.DueInMs));
            Platform.FakeClock.Advance(passMs);
            Http.RunDue();
            Socket.RunDue();
            return passMs > 0;
        }

        private static long Shorter(long left, long right)
        {
            return left < right ? left : right;
        }
    }
}
