namespace TeddyFirmware.Session
{
    /// <summary>What became of a text that was to be sent.</summary>
    public enum SendResult
    {
        /// <summary>It is in the queue, and goes out when the session is open.</summary>
        Queued = 0,

        /// <summary>The queue is full: nothing was taken.</summary>
        QueueFull = 1,

        /// <summary>It is empty: nothing was taken.</summary>
        Empty = 2,

        /// <summary>It is longer than 8,186 bytes, so that its echo would not fit: nothing was taken.</summary>
        TooLong = 3,
    }
}
