namespace TeddyFirmware.Platform
{
    /// <summary>
    /// Monotonic milliseconds for every wait, and UTC only for what names a date (certificates, <c>exp</c>,
    /// an HTTP-date).
    /// </summary>
    /// <remarks>Kept apart because SNTP moves the wall clock by decades at boot (contract, sections 5 and 6).</remarks>
    public interface IClock
    {
        /// <summary>Gets the milliseconds since some fixed moment; never goes back, never jumps.</summary>
        long MonotonicMs { get; }

        /// <summary>Gets a value indicating whether UTC has been set, by SNTP or by a clock that survives power loss.</summary>
        bool IsUtcSet { get; }

        /// <summary>Gets the seconds since 1970-01-01 UTC; means nothing while <see cref="IsUtcSet"/> is false.</summary>
        long UtcSeconds { get; }
    }
}
