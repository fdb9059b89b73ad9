namespace TeddyFirmware.Storage
{
    /// <summary>What became of a value that was to be stored.</summary>
    public enum SaveResult
    {
        /// <summary>It is in flash.</summary>
        Written = 0,

        /// <summary>It was there already: nothing was written.</summary>
        Unchanged = 1,

        /// <summary>The day's writes are used up: the old value is still there.</summary>
        OverBudget = 2,

        /// <summary>The medium failed: the old value is still there.</summary>
        Failed = 3,
    }
}
