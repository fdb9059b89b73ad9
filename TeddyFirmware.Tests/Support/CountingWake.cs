using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>Counts how often it was woken.</summary>
    public sealed class CountingWake : IWakeSignal
    {
        /// <summary>Gets how often.</summary>
        public int Count { get; private set; }

        /// <inheritdoc/>
        public void Wake() => Count++;
    }
}
