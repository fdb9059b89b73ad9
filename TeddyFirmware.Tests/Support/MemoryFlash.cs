using System;
using System.Collections;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>Files in memory, whose power a test can cut at any byte of any change.</summary>
    public sealed class MemoryFlash : IFlash
    {
        private readonly Hashtable _files = new Hashtable();
        private readonly ArrayList _lengths = new ArrayList();
        private int _cutAtChange = -1;
        private TornWrite _cutLeaves;
        private int _cutBytes;

        /// <summary>Gets how many changes (writes and deletes) were begun.</summary>
        public int Changes { get; private set; }

        /// <summary>Gets how many writes were begun.</summary>
        public int Writes { get; private set; }

        /// <summary>Gets how many reads were begun.</summary>
        public int Reads { get; private set; }

        /// <summary>Gets a value indicating whether the power is gone: every call fails.</summary>
        public bool IsOff { get; private set; }

        /// <summary>Gets or sets a value indicating whether reads fail.</summary>
        public bool FailsReads { get; set; }

        /// <summary>Gets or sets a value indicating whether writes and deletes fail, and change nothing.</summary>
        public bool FailsChanges { get; set; }

        /// <summary>Gets or sets a value indicating whether there is no memory for a write.</summary>
        public bool HasNoMemory { get; set; }

        /// <summary>Gets or sets a value indicating whether there is no memory for what a read finds.</summary>
        public bool HasNoMemoryToRead { get; set; }

        /// <summary>Cuts the power in a change to come.</summary>
        /// <param name="change">Which, counted from the next one as 1.</param>
        /// <param name="leaves">What the cut leaves of that file.</param>
        /// <param name="bytes">How many bytes of a prefix.</param>
        public void CutPower(int change, TornWrite leaves, int bytes)
        {
            _cutAtChange = Changes + change;
            _cutLeaves = leaves;
            _cutBytes = bytes;
        }

        /// <summary>Gives the power back.</summary>
        public void PowerOn()
        {
            IsOff = false;
            _cutAtChange = -1;
        }

        /// <summary>Tells how long a change was that has been begun.</summary>
        /// <param name="change">Which, counted from 1.</param>
        /// <returns>Bytes; 0 for a delete.</returns>
        public int LengthOf(int change) => (int)_lengths[change - 1];

        /// <summary>Copies all files into another flash.</summary>
        /// <returns>The copy.</returns>
        public MemoryFlash Copy()
        {
            MemoryFlash copy = new MemoryFlash();
            foreach (string name in List())
            {
                copy.Put(name, (byte[])_files[name]);
            }

            return copy;
        }

        /// <summary>Puts a file there, as a flasher does.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="content">Its content.</param>
        public void Put(string name, byte[] content)
        {
            // nanoFramework's Hashtable may keep a key a second time that is set and not added (LittlefsFlash.Know).
            _files.Remove(name);
            _files.Add(name, Bytes.Slice(content, 0, content.Length));
        }

        /// <summary>Looks at a file, whatever is with the power.</summary>
        /// <param name="name">Its name.</param>
        /// <returns>A copy; null where there is none.</returns>
        public byte[] Peek(string name)
        {
            byte[] content = (byte[])_files[name];
            return content == null ? null : Bytes.Slice(content, 0, content.Length);
        }

        /// <inheritdoc/>
        public byte[] Read(string name, int maxLength)
        {
            Reads++;
            CheckReadable();
            byte[] content = Peek(name);
            if (content != null && HasNoMemoryToRead)
            {
                throw new OutOfMemoryException();
            }

            return content == null || content.Length == 0 || content.Length > maxLength ? null : content;
        }

        /// <inheritdoc/>
        public void Write(string name, byte[] content)
        {
            Writes += IsOff ? 0 : 1;
            _lengths.Add(content.Length);
            if (HasNoMemory)
            {
                throw new OutOfMemoryException();
            }

            if (IsCutNow())
            {
                Tear(name, content);
                throw new FlashFailure();
            }

            Put(name, content);
        }

        /// <inheritdoc/>
        public void Delete(string name)
        {
            _lengths.Add(0);
            if (IsCutNow())
            {
                if (_cutLeaves != TornWrite.Old)
                {
                    _files.Remove(name);
                }

                throw new FlashFailure();
            }

            _files.Remove(name);
        }

        /// <inheritdoc/>
        public bool Exists(string name)
        {
            CheckReadable();
            return _files.Contains(name);
        }

        /// <inheritdoc/>
        public string[] List()
        {
            CheckReadable();
            string[] names = new string[_files.Count];
            int at = 0;
            foreach (object name in _files.Keys)
            {
                names[at++] = (string)name;
            }

            return names;
        }

        private void CheckReadable()
        {
            if (IsOff || FailsReads)
            {
                throw new FlashFailure();
            }
        }

        private bool IsCutNow()
        {
            Changes++;
            if (IsOff || FailsChanges)
            {
                throw new FlashFailure();
            }

            IsOff = Changes == _cutAtChange;
            return IsOff;
        }

        private void Tear(string name, byte[] content)
        {
            int part = _cutBytes < content.Length ? _cutBytes : content.Length;
            switch (_cutLeaves)
            {
                case TornWrite.Empty: Put(name, new byte[0]); break;
                case TornWrite.Prefix: Put(name, Bytes.Slice(content, 0, part)); break;
                case TornWrite.New: Put(name, content); break;
                case TornWrite.Gone: _files.Remove(name); break;
                case TornWrite.Mixed:
                    byte[] mixed = Peek(name) ?? new byte[content.Length];
                    Array.Copy(content, 0, mixed, 0, part < mixed.Length ? part : mixed.Length);
                    Put(name, mixed);
                    break;
            }
        }
    }
}
