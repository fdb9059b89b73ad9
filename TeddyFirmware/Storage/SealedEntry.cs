namespace TeddyFirmware.Storage
{
    /// <summary>What the two slots of an entry hold: its newest authentic record.</summary>
    public sealed class SealedEntry
    {
        /// <summary>The value; null where there is none that this firmware can read.</summary>
        public byte[] Value;

        /// <summary>The record's number, which is how often the entry has been written; 0 where there is no record.</summary>
        public long Number;

        /// <summary>The version of the record's format; 0 where there is no record.</summary>
        public int Version;

        /// <summary>The slot that holds it; 1 where there is none, so that the first write goes to slot 0.</summary>
        public int Slot = 1;

        /// <summary>The day of the write, since 1970.</summary>
        public int Day;

        /// <summary>How often the entry was written on that day.</summary>
        public int WritesOnDay;

        /// <summary>How often it may be written on a day.</summary>
        public int WritesADay;

        /// <summary>Whether a slot could not be read: there may be a newer record than this.</summary>
        public bool HasReadFailed;

        /// <summary>Gets a value indicating whether that day's writes are used up.</summary>
        public bool IsSpent => WritesOnDay >= WritesADay;

        /// <summary>Tells how often the entry was written on a day.</summary>
        /// <param name="day">The day since 1970.</param>
        /// <returns>The count; 0 where it was written on another day.</returns>
        public int WritesOn(int day) => Day == day ? WritesOnDay : 0;
    }
}
