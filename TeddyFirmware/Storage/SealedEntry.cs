namespace TeddyFirmware.Storage
{
    /// <summary>What the two slots of an entry hold: its newest authentic record.</summary>
    public sealed class SealedEntry
    {
        /// <summary>Gets or sets the value; null where there is none that this firmware can read.</summary>
        public byte[] Value { get; set; }

        /// <summary>Gets or sets the record's number, which is how often the entry has been written; 0 where there is no record.</summary>
        public long Number { get; set; }

        /// <summary>Gets or sets the version of the record's format; 0 where there is no record.</summary>
        public int Version { get; set; }

        /// <summary>Gets or sets the slot that holds it; 1 where there is none, so that the first write goes to slot 0.</summary>
        public int Slot { get; set; } = 1;

        /// <summary>Gets or sets the day of the write, since 1970.</summary>
        public int Day { get; set; }

        /// <summary>Gets or sets how often the entry was written on that day.</summary>
        public int WritesOnDay { get; set; }

        /// <summary>Gets or sets how often it may be written on a day.</summary>
        public int WritesADay { get; set; }

        /// <summary>Gets or sets a value indicating whether a slot could not be read: there may be a newer record than this.</summary>
        public bool HasReadFailed { get; set; }

        /// <summary>Gets a value indicating whether that day's writes are used up.</summary>
        public bool IsSpent => WritesOnDay >= WritesADay;

        /// <summary>Tells how often the entry was written on a day.</summary>
        /// <param name="day">The day since 1970.</param>
        /// <returns>The count; 0 where it was written on another day.</returns>
        public int WritesOn(int day)
        {
            return Day == day ? WritesOnDay : 0;
        }
    }
}
