using System;
using System.Threading;
using TeddyFirmware.Platform;
using TeddyFirmware.Platform.Esp32;
using TeddyFirmware.Resilience;

namespace TeddyFirmware
{
    /// <summary>The board's entry point: puts the device together, runs it, and restarts the board where it fails.</summary>
    public static class Program
    {
        private const int RebootAgainMs = 60000;

        /// <summary>Runs the device. Never returns: the CLR would idle, and nothing would restart it (facts page, section 0).</summary>
        public static void Main()
        {
            IPower power = new Esp32Power();
            try
            {
                Esp32Platform platform = new Esp32Platform();
                platform.MakeReady();
                Run(platform);
            }
            catch (OutOfMemoryException)
            {
                Note(MemoryFaults.ClassName);
            }
            catch (Exception exception)
            {
                // The class and nothing else: a message may hold a token or a secret.
                Note(exception.GetType().Name);
            }

            Restart(power);
        }

        private static void Run(IPlatform platform)
        {
            WakeSignal wake = new WakeSignal();
            CrashRecord crashes = new CrashRecord(platform.Flash);
            Device device = new Device(platform, wake, null, new DeviceOptions { CrashCount = crashes.Count, CrashClass = crashes.ClassName });
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

        private static void Note(string className)
        {
            try
            {
                // New objects: the ones of before may not exist, or be what has failed.
                int count = new CrashRecord(new LittlefsFlash()).Add(className);
                int waitMs = CrashRecord.WaitMs(count);
                new SerialLog().Write("crash class=" + className + " count=" + count.ToString() + " restart_in_ms=" + waitMs.ToString());
                Thread.Sleep(waitMs);
            }
            catch (OutOfMemoryException)
            {
                // The restart matters more.
            }
        }

        private static void Restart(IPower power)
        {
            while (true)
            {
                power.Reboot();
                Thread.Sleep(RebootAgainMs);
            }
        }
    }
}
