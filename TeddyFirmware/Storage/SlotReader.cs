using System;
using System.Text;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Storage
{
    /// <summary>Reads the two slots of an entry, and finds the record that counts.</summary>
    public sealed class SlotReader
    {
        private readonly IPlatform _platform;
        private readonly Log _log;
        private readonly byte[] _boardKey;
        private readonly int _version;
        private string _space;
        private string _key;
        private SealKeys _keys;

        /// <summary>Initializes a new instance of the <see cref="SlotReader"/> class.</summary>
        /// <param name="platform">For flash and crypto.</param>
        /// <param name="log">For damage that was found.</param>
        /// <param name="boardKey">The pseudorandom key of this board.</param>
        /// <param name="version">The newest format that is read.</param>
        public SlotReader(IPlatform platform, Log log, byte[] boardKey, int version)
        {
            _platform = platform;
            _log = log;
            _boardKey = boardKey;
            _version = version;
        }

        /// <summary>Gets the name of a slot's file.</summary>
        /// <param name="space">The namespace.</param>
        /// <param name="key">The key.</param>
        /// <param name="slot">0 or 1.</param>
        /// <returns>The name.</returns>
        public static string FileName(string space, string key, int slot) => space + "." + key + "." + slot.ToString();

        /// <summary>Gets an entry's keys for the format that is written.</summary>
        /// <param name="space">The namespace.</param>
        /// <param name="key">The key.</param>
        /// <returns>The keys; derived once while the same entry is asked for, as a save reads before it writes.</returns>
        /// <exception cref="ArgumentException">The namespace or the key is not a name.</exception>
        public SealKeys KeysOf(string space, string key)
        {
            if (_space != space || _key != key)
            {
                CheckName(space);
                CheckName(key);
                _keys = new SealKeys(_platform.Cryptography, _boardKey, space, key, _version);
                _space = space;
                _key = key;
            }

            return _keys;
        }

        /// <summary>Reads an entry.</summary>
        /// <param name="space">The namespace.</param>
        /// <param name="key">The key.</param>
        /// <returns>The authentic record with the highest number, opened unless its format is newer; never null.</returns>
        /// <exception cref="ArgumentException">The namespace or the key is not a name.</exception>
        public SealedEntry Read(string space, string key)
        {
            SealKeys keys = KeysOf(space, key);
            SealedEntry entry = new SealedEntry { WritesADay = WriteBudget.ADay(key) };
            byte[] newest = null;
            SealKeys newestKeys = null;
            for (int slot = 0; slot < 2; slot++)
            {
                byte[] record = ReadFile(FileName(space, key, slot), entry);
                SealKeys itsKeys = Verify(record, keys, space, key, slot);
                long number = itsKeys == null ? -1 : SealedRecord.SequenceOf(record);
                if (itsKeys != null && (newest == null || number > entry.Number))
                {
                    newest = record;
                    newestKeys = itsKeys;
                    entry.Slot = slot;
                    entry.Number = number;
                }
            }

            if (newest != null)
            {
                Take(entry, newest, newestKeys, space, key);
            }

            return entry;
        }

        // The keys that show a record to be authentic; null where there is none, or it is damaged.
        private SealKeys Verify(byte[] record, SealKeys keys, string space, string key, int slot)
        {
            if (record == null)
            {
                return null;
            }

            int version = SealedRecord.VersionOf(record);
            SealKeys itsKeys = version == 0 || version == _version ? keys
                : new SealKeys(_platform.Cryptography, _boardKey, space, key, version);
            if (SealedRecord.IsAuthentic(_platform, itsKeys, record))
            {
                return itsKeys;
            }

            _log.Warning(LogArea.Storage, "damaged entry=" + space + "." + key + " slot=" + slot.ToString());
            return null;
        }

        private void Take(SealedEntry entry, byte[] record, SealKeys keys, string space, string key)
        {
            entry.Version = keys.Version;
            entry.Day = SealedRecord.DayOf(record);
            entry.WritesOnDay = SealedRecord.WritesOnDayOf(record);
            if (keys.Version > _version)
            {
                _log.Error(LogArea.Storage, "newer format entry=" + space + "." + key + " version=" + keys.Version.ToString() + " fix=a newer firmware, or a factory reset");
                return;
            }

            entry.Value = SealedRecord.Open(_platform, keys, record);
        }

        private byte[] ReadFile(string name, SealedEntry entry)
        {
            try
            {
                return _platform.Flash.Read(name, SealedRecord.MaxRecordBytes);
            }
            catch (Exception failure) when (!(failure is OutOfMemoryException))
            {
                entry.HasReadFailed = true;
                _log.Warning(LogArea.Storage, "read failed file=" + name + " error=" + failure.GetType().Name);
                return null;
            }
        }

        private static void CheckName(string name)
        {
            byte[] letters = Encoding.UTF8.GetBytes(name);
            bool isName = letters.Length >= 1 && letters.Length <= SealedStore.MaxNameLength;
            for (int i = 0; i < letters.Length; i++)
            {
                isName &= (letters[i] >= 'a' && letters[i] <= 'z') || (letters[i] >= '0' && letters[i] <= '9') || letters[i] == '-';
            }

            if (!isName)
            {
                throw new ArgumentException("name");
            }
        }
    }
}
