using System;
using System.Threading;
using TeddyFirmware.Platform;
using TeddyFirmware.Platform.Esp32;

namespace TeddyFirmware
{
    /// <summary>The board's entry point: puts the device together, runs it, and restarts the board where it fails.</summary>
    public static class Program
    {
        private const int RebootAgainMs = 60000;

        /// <summary>Runs the device. Never returns: the CLR would idle, and nothing would restart it (facts page, section 0).</summary>
        public static void Main()
        {
            try
            {
                Run(new Esp32Platform());
            }
            catch (Exception exception)
            {
                // The class and nothing else: a message may hold a token or a secret.
                Restart(exception.GetType().Name);
            }
        }

        private static void Run(IPlatform platform)
        {
            WakeSignal wake = new WakeSignal();
            CrashRecord crashes = new CrashRecord(platform.Flash);
            Device device = new Device(platform, wake, null, new DeviceOptions { CrashCount = crashes.Count });
            long forgiveAtMs = platform.Clock.MonotonicMs + CrashRecord.ForgiveAfterMs;
            bool isForgiven = false;
            while (true)
            {
                wake.Wait(device.Step());
                if (!isForgiven && platform.Clock.MonotonicMs >= forgiveAtMs)
                {
                    isForgiven = true;
                    crashes.Clear();
                }
            }
        }

        private static void Restart(string className)
        {
            // New objects: the ones of before may not exist, or be what has failed.
            int count = new CrashRecord(new LittlefsFlash()).Add(className);
            int waitMs = CrashRecord.WaitMs(count);
            new SerialLog().Write("crash class=" + className + " count=" + count.ToString() + " restart_in_ms=" + waitMs.ToString());
            Thread.Sleep(waitMs);
            IPower power = new Esp32Power();
            while (true)
            {
                power.Reboot();
                Thread.Sleep(RebootAgainMs);
            }
        }
    }
}
