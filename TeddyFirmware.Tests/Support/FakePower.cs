using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>A machine that counts its reboots instead of making them.</summary>
    public sealed class FakePower : IPower
    {
        /// <inheritdoc/>
        public int FreeMemoryBytes => -1;

        /// <inheritdoc/>
        public bool HasRoomForSecondTls { get; set; } = true;

        /// <summary>Gets how often a reboot was asked for.</summary>
        public int RebootCount { get; private set; }

        /// <inheritdoc/>
        public void Reboot() => RebootCount++;
    }
}
