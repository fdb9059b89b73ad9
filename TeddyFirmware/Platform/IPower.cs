namespace TeddyFirmware.Platform
{
    /// <summary>Reboot and memory.</summary>
    public interface IPower
    {
        /// <summary>Restarts the machine. Returns where the machine cannot be restarted from within (a PC process).</summary>
        void Reboot();

        /// <summary>Gets the free memory of the managed heap, in bytes; -1 where it is not known.</summary>
        /// <remarks>May run a garbage collection: for a snapshot, not for a heartbeat.</remarks>
        int FreeMemoryBytes { get; }

        /// <summary>
        /// Gets a value indicating whether there is memory for a TLS connection beside the one that is open.
        /// </summary>
        /// <remarks>
        /// A board without PSRAM cannot hold two (facts page, section 13): there, a refresh waits until the session
        /// has ended.
        /// </remarks>
        bool HasRoomForSecondTls { get; }
    }
}
