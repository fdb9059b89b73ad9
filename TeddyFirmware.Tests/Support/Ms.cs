namespace TeddyFirmware.Tests.Support
{
    /// <summary>Spans of time, in milliseconds.</summary>
    public static class Ms
    {
        /// <summary>A minute.</summary>
        public const int Minute = 60000;

        /// <summary>An hour.</summary>
        public const int Hour = 60 * Minute;

        /// <summary>A day: of a wider type, for a month of them is more than an int holds.</summary>
        public const long Day = 24L * Hour;
    }
}
