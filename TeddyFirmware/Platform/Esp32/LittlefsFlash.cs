using System;
using System.Collections;
using System.IO;
using TeddyFirmware.Storage;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The firmware's own folder in the board's littlefs, <c>I:\teddy</c>.</summary>
    /// <remarks>
    /// <para>
    /// The drive is shared with the board's configuration: the <c>*.sys</c> files in its root hold Wi-Fi settings, CA
    /// bundle and MAC address (facts page, section 5.1), so nothing here ever looks outside the folder.
    /// </para>
    /// <para>
    /// <see cref="FileMode.Create"/> replaces a file as atomically as littlefs can: the driver opens an existing file
    /// <c>r+</c>, which changes nothing in flash; truncation and writes go to new blocks (copy-on-write), and only
    /// closing commits them to the directory, in one step (nf-interpreter, targets/ESP32/_littlefs; esp_littlefs,
    /// vfs_littlefs_ftruncate and _close; littlefs, lfs_file_truncate and lfs_file_sync). Power lost before that
    /// leaves the old content; a write that failed commits nothing. A file that did not exist is committed empty when
    /// it is opened, so power lost then leaves an empty file, which reads as none.
    /// </para>
    /// <para>
    /// <c>Flush</c> makes nothing durable, closing does, and a full medium may show only there (facts page, section
    /// 5.3): the exception of <c>Dispose</c> goes to the caller. <c>File.ReadAllBytes</c> never ends on a file that is
    /// shorter than its directory entry says, so reading is a loop of its own.
    /// </para>
    /// </remarks>
    public sealed class LittlefsFlash : IFlash
    {
        private const string Folder = "I:\\teddy";

        // A device has some twelve files; what is beyond is asked for each time.
        private const int KnownPlaces = 16;

        // The file system's table of open files refuses a second handle on a file, even to read.
        private readonly object _gate = new object();

        // Names of files that were there, as hashes: the names themselves would be 200 bytes for good. Nobody else deletes the files, and
        // to ask anew costs a board 1,000 instructions for each read.
        private readonly int[] _known = new int[KnownPlaces];
        private int _knownCount;
        private bool _hasFolder;

        /// <inheritdoc/>
        public byte[] Read(string name, int maxLength) => Read(name, maxLength, 0);

        /// <summary>Reads a whole file, as <see cref="Read(string, int)"/> does, into an array with zeros at its end.</summary>
        /// <param name="name">The file's name.</param>
        /// <param name="maxLength">The longest file that is of use, in bytes.</param>
        /// <param name="zeros">How many zeros.</param>
        /// <returns>The content and the zeros; null where <see cref="Read(string, int)"/> gives none.</returns>
        internal byte[] Read(string name, int maxLength, int zeros)
        {
            string path = PathOf(name);
            lock (_gate)
            {
                // Asked for first: the runtime prints each exception with its stack, and a first boot looks for many files that are not there.
                if (PlaceOf(name) < 0)
                {
                    if (!File.Exists(path))
                    {
                        return null;
                    }

                    Know(name);
                }

                using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read))
                {
                    long length = file.Length;
                    return length < 1 || length > maxLength ? null : ReadAll(file, (int)length, zeros);
                }
            }
        }

        /// <inheritdoc/>
        public void Write(string name, byte[] content)
        {
            string path = PathOf(name);
            lock (_gate)
            {
                if (!_hasFolder && !Directory.Exists(Folder))
                {
                    Directory.CreateDirectory(Folder);
                }

                _hasFolder = true;
                using (FileStream file = new FileStream(path, FileMode.Create, FileAccess.Write))
                {
                    file.Write(content, 0, content.Length);
                }

                if (PlaceOf(name) < 0)
                {
                    Know(name);
                }
            }
        }

        /// <inheritdoc/>
        public void Delete(string name)
        {
            string path = PathOf(name);
            lock (_gate)
            {
                int place = PlaceOf(name);
                if (place >= 0)
                {
                    _knownCount--;
                    _known[place] = _known[_knownCount];
                }

                // File.Delete is silent about a missing file, but not about a missing folder.
                if (File.Exists(path))
                {
                    File.Delete(path);
                }
            }
        }

        /// <inheritdoc/>
        public bool Exists(string name)
        {
            string path = PathOf(name);
            lock (_gate)
            {
                return File.Exists(path);
            }
        }

        /// <inheritdoc/>
        public string[] List()
        {
            lock (_gate)
            {
                if (!Directory.Exists(Folder))
                {
                    return new string[0];
                }

                string[] paths = Directory.GetFiles(Folder);
                ArrayList names = new ArrayList();
                for (int i = 0; i < paths.Length; i++)
                {
                    // What has no name of ours was not written by this class; nobody could delete it through it.
                    string name = paths[i].Substring(paths[i].LastIndexOf('\\') + 1);
                    if (FlashFiles.IsName(name))
                    {
                        names.Add(name);
                    }
                }

                return (string[])names.ToArray(typeof(string));
            }
        }

        private void Know(string name)
        {
            if (_knownCount < KnownPlaces)
            {
                _known[_knownCount] = name.GetHashCode();
                _knownCount++;
            }
        }

        private int PlaceOf(string name)
        {
            int hash = name.GetHashCode();
            int place = _knownCount - 1;
            while (place >= 0 && _known[place] != hash)
            {
                place--;
            }

            return place;
        }

        private static byte[] ReadAll(FileStream file, int length, int zeros)
        {
            byte[] content = new byte[length + zeros];
            int done = 0;
            while (done < length)
            {
                int part = file.Read(content, done, length - done);
                if (part <= 0)
                {
                    throw new IOException();
                }

                done += part;
            }

            return content;
        }

        private static string PathOf(string name)
        {
            if (!FlashFiles.IsName(name))
            {
                throw new ArgumentException();
            }

            return Folder + "\\" + name;
        }
    }
}
