using System;
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
    /// <para>A write goes to the slot that does not hold the newest authentic record, with the next number; a read takes the
    /// authentic record with the higher number. Nothing here needs an atomic replace from the medium.</para>
    /// <para>A record of an older format is read, and rewritten in the present one; one of a newer format, which an
    /// earlier firmware finds after it was put back, is neither read nor overwritten.</para>
    /// </remarks>
    public sealed class SealedStore
    {
        /// <summary>The longest namespace or key, in characters, as in NVS.</summary>
        public const int MaxNameLength = 15;

        private readonly IPlatform _platform;
        private readonly Log _log;
        private readonly int _version;
        private readonly SlotReader _slots;

        /// <summary>Initializes a new instance of the <see cref="SealedStore"/> class, and the root key on first boot.</summary>
        /// <param name="platform">For flash, crypto, randomness and the day.</param>
        /// <param name="log">For damage that was found.</param>
        public SealedStore(IPlatform platform, Log log)
            : this(platform, log, SealedRecord.FormatVersion)
        {
        }

        /// <summary>Initializes a new instance of the <see cref="SealedStore"/> class that writes another format.</summary>
        /// <param name="platform">For flash, crypto, randomness and the day.</param>
        /// <param name="log">For damage that was found.</param>
        /// <param name="version">The format that it writes, 1–255; it reads this one and the older ones.</param>
        public SealedStore(IPlatform platform, Log log, int version)
        {
            _platform = platform;
            _log = log;
            _version = version;
            _slots = new SlotReader(platform, log, new RootKey(platform).BoardKey(), version);
        }

        /// <summary>Gets how many writes of records were begun since the start: the wear, for the health of the device.</summary>
        /// <remarks>Over its whole life an entry counts its writes itself, in <see cref="SealedEntry.Number"/>.</remarks>
        public int WriteCount { get; private set; }

        private int Today => (int)(_platform.Clock.UtcSeconds / 86400);

        /// <summary>Reads a value.</summary>
        /// <param name="space">The namespace.</param>
        /// <param name="key">The key.</param>
        /// <returns>The value; null where there is none, or no copy of it is authentic.</returns>
        public byte[] Load(string space, string key) => Read(space, key).Value;

        /// <summary>Reads an entry: its value, and how often it was written.</summary>
        /// <param name="space">The namespace.</param>
        /// <param name="key">The key.</param>
        /// <returns>The entry; never null.</returns>
        public SealedEntry Read(string space, string key)
        {
            SealedEntry entry = _slots.Read(space, key);
            if (entry.Value != null && entry.Version < _version && IsFree(entry))
            {
                // The older record stays in its slot until the next write, so a power cut here costs nothing.
                Write(space, key, entry, entry.Value);
            }

            return entry;
        }

        /// <summary>Writes a value, if it differs from what is there and the day's writes are not used up.</summary>
        /// <param name="space">The namespace.</param>
        /// <param name="key">The key.</param>
        /// <param name="value">The value, up to <see cref="SealedRecord.MaxValueBytes"/>.</param>
        /// <returns>What became of it.</returns>
        /// <exception cref="ArgumentException">The value is too long, or a name is not one.</exception>
        public SaveResult Save(string space, string key, byte[] value) => Save(space, key, value, false);

        /// <summary>Writes a value, if it differs from what is there.</summary>
        /// <param name="space">The namespace.</param>
        /// <param name="key">The key.</param>
        /// <param name="value">The value, up to <see cref="SealedRecord.MaxValueBytes"/>.</param>
        /// <param name="isPrecious">Whether it is written even when the day's writes are used up.</param>
        /// <returns>What became of it.</returns>
        /// <exception cref="ArgumentException">The value is too long, or a name is not one.</exception>
        public SaveResult Save(string space, string key, byte[] value, bool isPrecious)
        {
            if (value.Length > SealedRecord.MaxValueBytes)
            {
                throw new ArgumentException("value");
            }

            SealedEntry entry = _slots.Read(space, key);
            if (entry.Value != null && entry.Version == _version && !entry.HasReadFailed && ConstantTime.AreEqual(entry.Value, value))
            {
                return SaveResult.Unchanged;
            }

            if (!IsSafe(entry))
            {
                return SaveResult.Failed;
            }

            bool hasRoom = isPrecious || entry.WritesOn(Today) < entry.WritesADay;
            return hasRoom ? Write(space, key, entry, value) : SaveResult.OverBudget;
        }

        /// <summary>Tells whether a changed value would be written.</summary>
        /// <param name="space">The namespace.</param>
        /// <param name="key">The key.</param>
        /// <returns>False where the day's writes are used up, the slots cannot be read, or hold a newer format.</returns>
        public bool IsWritable(string space, string key) => IsFree(_slots.Read(space, key));

        /// <summary>Removes a value, both copies of it.</summary>
        /// <param name="space">The namespace.</param>
        /// <param name="key">The key.</param>
        public void Remove(string space, string key)
        {
            // The older copy first: a cut between the two must not bring an older value back.
            int slot = _slots.Read(space, key).Slot;
            _platform.Flash.Delete(SlotReader.FileName(space, key, 1 - slot));
            _platform.Flash.Delete(SlotReader.FileName(space, key, slot));
        }

        private bool IsFree(SealedEntry entry) => IsSafe(entry) && entry.WritesOn(Today) < entry.WritesADay;

        // Not knowing the newest record, a write could hit it, or come out older than the other one.
        private bool IsSafe(SealedEntry entry) => !entry.HasReadFailed && entry.Version <= _version;

        private SaveResult Write(string space, string key, SealedEntry before, byte[] value)
        {
            string name = SlotReader.FileName(space, key, 1 - before.Slot);
            SealKeys keys = _slots.KeysOf(space, key);
            byte[] record = SealedRecord.Seal(_platform, keys, value, before.Number + 1, Today, before.WritesOn(Today) + 1);
            try
            {
                WriteCount++;
                _platform.Flash.Write(name, record);
                return SaveResult.Written;
            }
            catch (Exception failure) when (!(failure is OutOfMemoryException))
            {
                _log.Error(LogArea.Storage, "write failed file=" + name + " error=" + failure.GetType().Name);
                return SaveResult.Failed;
            }
        }
    }
}
