using System;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Storage
{
    /// <summary>The end of a plain file with secrets: overwritten, then deleted.</summary>
    /// <remarks>
    /// A log-structured flash keeps old blocks until it needs them: this removes the content from the file's own
    /// blocks, and says no more than that.
    /// </remarks>
    public static class PlainFile
    {
        /// <summary>Overwrites a file with zeros and deletes it.</summary>
        /// <param name="flash">Where it is.</param>
        /// <param name="name">Its name.</param>
        /// <param name="length">How many bytes to overwrite.</param>
        public static void Wipe(IFlash flash, string name, int length)
        {
            try
            {
                flash.Write(name, new byte[length]);
            }
            catch (Exception)
            {
                // A medium that is too full or too worn to write to can often delete still.
            }

            flash.Delete(name);
        }

        /// <summary>Tells whether a power cut has left this of a file that was being wiped.</summary>
        /// <param name="content">What is there: the rest of it may still be the secret.</param>
        /// <returns>True where it begins with a zero, which no text does.</returns>
        public static bool IsHalfWiped(byte[] content) => content.Length > 0 && content[0] == 0;
    }
}
