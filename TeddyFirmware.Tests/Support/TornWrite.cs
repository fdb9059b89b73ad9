namespace TeddyFirmware.Tests.Support
{
    /// <summary>What a power cut leaves of the file that was being written or deleted (<see cref="TeddyFirmware.Platform.IFlash"/>).</summary>
    public enum TornWrite
    {
        /// <summary>As it was.</summary>
        Old = 0,

        /// <summary>A file without content.</summary>
        Empty = 1,

        /// <summary>The first bytes of the new content.</summary>
        Prefix = 2,

        /// <summary>The whole new content; the caller never learns of it.</summary>
        New = 3,

        /// <summary>No file.</summary>
        Gone = 4,

        /// <summary>The first bytes of the new content over the old one.</summary>
        Mixed = 5,
    }
}
