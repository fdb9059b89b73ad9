using System;
using System.Text;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Storage
{
    /// <summary>
    /// A small key–value store in the manner of NVS: namespace, key of up to 15 characters, value; sealed, and in two
    /// slots each, so that a power cut at any byte leaves the old value or the new one (contract, section 7).
    /// </summary>
    /// <remarks>
    /// A write goes to the slot that does not hold the newest authentic record, with the next number; a read takes the
    /// authentic record with the higher number. Nothing here needs an atomic replace from the medium.
    /// </remarks>
    public sealed class SealedStore
    {
        /// <summary>The longest namespace or key, in characters, as in NVS.</summary>
        public const int MaxNameLength = 15;

        /// <summary>How often one entry may be written on one day: the firmware's three together keep the contract's 30.</summary>
        public const int MaxWritesADay = 10;

        private readonly IPlatform _platform;
        private readonly Log _log;
        private readonly byte[] _boardKey;
        private bool _hasReadFailed;

        /// <summary>Initializes a new instance of the <see cref="SealedStore"/> class, and the root key on first boot.</summary>
        /// <param name="platform">For flash, crypto, randomness and the day.</param>
        /// <param name="log">For damage that was found.</param>
        public SealedStore(IPlatform platform, Log log)
        {
            _platform = platform;
            _log = log;
            _boardKey = new RootKey(platform).BoardKey();
        }

        /// <summary>Reads a value.</summary>
        /// <param name="space">The namespace.</param>
        /// <param name="key">The key.</param>
        /// <returns>The value; null where there is none, or no copy of it is authentic.</returns>
        public byte[] Load(string space, string key)
        {
            SealKeys keys = KeysOf(space, key);
            byte[] newest = Newest(space, key, keys, out int _);
            return newest == null ? null : SealedRecord.Open(_platform, keys, newest);
        }

        /// <summary>Writes a value, if it differs from what is there.</summary>
        /// <param name="space">The namespace.</param>
        /// <param name="key">The key.</param>
        /// <param name="value">The value, up to <see cref="SealedRecord.MaxValueBytes"/>.</param>
        /// <returns>What became of it.</returns>
        /// <exception cref="ArgumentException">The value is too long, or a name is not one.</exception>
        public SaveResult Save(string space, string key, byte[] value)
        {
            if (value.Length > SealedRecord.MaxValueBytes)
            {
                throw new ArgumentException("value");
            }

            SealKeys keys = KeysOf(space, key);
            byte[] newest = Newest(space, key, keys, out int slot);
            if (_hasReadFailed)
            {
                // Not knowing the newest record, a write could hit it, or come out older than the other one.
                return SaveResult.Failed;
            }

            int day = Today;
            long sequence = newest == null ? 1 : SealedRecord.SequenceOf(newest) + 1;
            int writes = newest == null ? 1 : SealedRecord.WritesOn(newest, day) + 1;
            if (newest != null && ConstantTime.AreEqual(SealedRecord.Open(_platform, keys, newest), value))
            {
                return SaveResult.Unchanged;
            }

            if (writes > MaxWritesADay)
            {
                return SaveResult.OverBudget;
            }

            byte[] record = SealedRecord.Seal(_platform, keys, value, sequence, day, writes);
            return Write(FileName(space, key, slot == 0 ? 1 : 0), record);
        }

        /// <summary>Tells whether an entry may not be written any more on this day.</summary>
        /// <param name="space">The namespace.</param>
        /// <param name="key">The key.</param>
        /// <returns>True where a changed value would be answered with <see cref="SaveResult.OverBudget"/>.</returns>
        public bool IsOverBudget(string space, string key)
        {
            byte[] newest = Newest(space, key, KeysOf(space, key), out int _);
            return newest != null && SealedRecord.WritesOn(newest, Today) >= MaxWritesADay;
        }

        /// <summary>Removes a value, both copies of it.</summary>
        /// <param name="space">The namespace.</param>
        /// <param name="key">The key.</param>
        public void Remove(string space, string key)
        {
            // The older copy first: a cut between the two must not bring an older value back.
            Newest(space, key, KeysOf(space, key), out int slot);
            _platform.Flash.Delete(FileName(space, key, slot == 0 ? 1 : 0));
            _platform.Flash.Delete(FileName(space, key, slot == 0 ? 0 : 1));
        }

        private int Today => (int)(_platform.Clock.UtcSeconds / 86400);

        // The authentic record with the highest number, and its slot; slot 1 where there is none, so that the first
        // write goes to slot 0.
        private byte[] Newest(string space, string key, SealKeys keys, out int slot)
        {
            byte[] newest = null;
            _hasReadFailed = false;
            slot = 1;
            for (int candidate = 0; candidate < 2; candidate++)
            {
                byte[] record = Read(FileName(space, key, candidate));
                if (record == null)
                {
                    continue;
                }

                if (!SealedRecord.IsAuthentic(_platform, keys, record))
                {
                    _log.Warning(LogArea.Storage, "damaged entry=" + space + "." + key + " slot=" + candidate.ToString());
                }
                else if (newest == null || SealedRecord.SequenceOf(record) > SealedRecord.SequenceOf(newest))
                {
                    newest = record;
                    slot = candidate;
                }
            }

            return newest;
        }

        private byte[] Read(string name)
        {
            try
            {
                return _platform.Flash.Read(name, SealedRecord.MaxRecordBytes);
            }
            catch (Exception failure)
            {
                _hasReadFailed = true;
                _log.Warning(LogArea.Storage, "read failed file=" + name + " error=" + failure.GetType().Name);
                return null;
            }
        }

        private SaveResult Write(string name, byte[] record)
        {
            try
            {
                _platform.Flash.Write(name, record);
                return SaveResult.Written;
            }
            catch (Exception failure)
            {
                _log.Error(LogArea.Storage, "write failed file=" + name + " error=" + failure.GetType().Name);
                return SaveResult.Failed;
            }
        }

        private SealKeys KeysOf(string space, string key)
        {
            CheckName(space);
            CheckName(key);
            return new SealKeys(_platform.Cryptography, _boardKey, space, key);
        }

        private static void CheckName(string name)
        {
            byte[] letters = Encoding.UTF8.GetBytes(name);
            bool isName = letters.Length >= 1 && letters.Length <= MaxNameLength;
            for (int i = 0; i < letters.Length; i++)
            {
                isName &= (letters[i] >= 'a' && letters[i] <= 'z') || (letters[i] >= '0' && letters[i] <= '9') || letters[i] == '-';
            }

            if (!isName)
            {
                throw new ArgumentException("name");
            }
        }

        private static string FileName(string space, string key, int slot)
        {
            return space + "." + key + "." + slot.ToString();
        }
    }
}
