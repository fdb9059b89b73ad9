namespace TeddyFirmware.Session
{
    /// <summary>What becomes of a text whose session ends while it is being sent.</summary>
    public enum SendMode
    {
        /// <summary>It is lost: it goes out once or not at all.</summary>
        AtMostOnce = 0,

        /// <summary>It goes out again, first of all, in the next session: the server may see it twice.</summary>
        AtLeastOnce = 1,
    }
}
