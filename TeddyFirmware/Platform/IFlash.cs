namespace TeddyFirmware.Platform
{
    /// <summary>Small files that survive a power cut: <c>I:</c> on the board, a folder on the PC.</summary>
    /// <remarks>
    /// A name is 1–40 characters of <c>a–z 0–9 . _ -</c>. Power may fail at any byte of any call: of a file that is
    /// being written, the old content, the new content, a torn one or none may be found afterwards; other files are
    /// untouched. The core's two slots (<see cref="TeddyFirmware.Storage.SealedStore"/>) make that safe.
    /// Every call may throw <see cref="System.Exception"/> of any class when the medium fails.
    /// </remarks>
    public interface IFlash
    {
        /// <summary>Reads a whole file.</summary>
        /// <param name="name">The file's name.</param>
        /// <param name="maxLength">The longest file that is of use, in bytes; checked before anything is allocated.</param>
        /// <returns>The content; null where there is no such file, it is empty, or it is longer than that.</returns>
        byte[] Read(string name, int maxLength);

        /// <summary>Writes a whole file, in place of what it held, and returns when it is durable.</summary>
        /// <param name="name">The file's name.</param>
        /// <param name="content">The new content, 1 byte or more.</param>
        void Write(string name, byte[] content);

        /// <summary>Deletes a file; a missing one is no error.</summary>
        /// <param name="name">The file's name.</param>
        void Delete(string name);

        /// <summary>Tells whether a file exists, of whatever length.</summary>
        /// <param name="name">The file's name.</param>
        /// <returns>True where it does.</returns>
        bool Exists(string name);

        /// <summary>Lists the files of the firmware, for a factory reset that leaves nothing behind.</summary>
        /// <returns>The names, without a folder; empty where there is none.</returns>
        string[] List();
    }
}
