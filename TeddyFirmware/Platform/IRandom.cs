namespace TeddyFirmware.Platform
{
    /// <summary>The machine's random generator.</summary>
    public interface IRandom
    {
        /// <summary>Fills a whole array with random bytes.</summary>
        /// <param name="buffer">The array to fill; its content is replaced.</param>
        /// <remarks>
        /// May be weak before the radio runs (facts page, section 4.4): whoever needs a value that never repeats mixes
        /// in what cannot repeat.
        /// </remarks>
        void Fill(byte[] buffer);
    }
}
