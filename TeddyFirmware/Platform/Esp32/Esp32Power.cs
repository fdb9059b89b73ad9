using System;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Reboot, and the two kinds of memory that a board has.</summary>
    /// <remarks>
    /// TLS takes its memory from the chip's internal RAM, outside the managed heap (facts page, section 13): the two
    /// numbers have nothing to do with each other, and a second connection needs both.
    /// </remarks>
    public sealed class Esp32Power : IPower
    {
        /// <summary>The largest free block of internal RAM that a second TLS connection needs, in bytes (facts page, section 13).</summary>
        public const int SecondTlsBytes = 45 * 1024;

        /// <summary>The free managed memory that a refresh beside a session needs, in bytes: its largest answer, the bundle, and as much for a text.</summary>
        public const int SecondTlsHeapBytes = 32 * 1024;

        // Handlers of the reboot event get this long; with the default a hanging one would prevent the reboot (facts
        // page, section 6.2).
        private const int HandlersMs = 2000;

        /// <inheritdoc/>
        public int FreeMemoryBytes => (int)nanoFramework.Runtime.Native.GC.Run(false);

        /// <inheritdoc/>
        public bool HasRoomForSecondTls
        {
            get
            {
                try
                {
                    NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.SpiRam, out uint external, out _, out _);
                    NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.Internal, out _, out _, out uint largest);
                    return (external > 0 || largest >= SecondTlsBytes) && FreeMemoryBytes >= SecondTlsHeapBytes;
                }
                catch (Exception)
                {
                    // A target without these functions: the session alone is safe everywhere.
                    return false;
                }
            }
        }

        /// <inheritdoc/>
        public void Reboot()
        {
            // Not ClrOnly: that leaves sockets and TLS contexts as they are (facts page, section 6.2).
            Power.RebootDevice(HandlersMs, RebootOption.NormalReboot);
        }
    }
}
