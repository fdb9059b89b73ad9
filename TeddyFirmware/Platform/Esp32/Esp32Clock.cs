using System;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The board's two clocks: the CLR's tick count, and the wall clock that SNTP sets.</summary>
    /// <remarks>
    /// <see cref="DateTime.UtcNow"/> starts in 1970 at power-up and jumps by decades when SNTP answers (facts page,
    /// sections 3.4 and 6.2), so it is read here and nowhere else; every wait counts
    /// <see cref="Environment.TickCount64"/>.
    /// </remarks>
    public sealed class Esp32Clock : IClock
    {
        /// <summary>
        /// A date before this firmware was built, 2026-07-01 UTC: a clock that is behind it was never set, or was set
        /// by somebody who wants an expired certificate accepted (contract, section 5).
        /// </summary>
        public const long BuildDateUtcSeconds = 1782864000;

        /// <inheritdoc/>
        public long MonotonicMs => Environment.TickCount64;

        /// <inheritdoc/>
        public bool IsUtcSet => UtcSeconds > BuildDateUtcSeconds;

        /// <inheritdoc/>
        public long UtcSeconds => DateTime.UtcNow.ToUnixTimeSeconds();
    }
}
