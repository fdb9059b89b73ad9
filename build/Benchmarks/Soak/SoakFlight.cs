using TeddyFirmware.Session;

namespace Benchmarks.Soak;

/// <summary>A text that has left the device.</summary>
/// <param name="number">Counts the texts.</param>
/// <param name="mode">What the device was asked for.</param>
internal sealed class SoakFlight(long number, SendMode mode)
{
    /// <summary>Counts the texts.</summary>
    public long Number { get; } = number;

    /// <summary>What the device was asked for.</summary>
    public SendMode Mode { get; } = mode;

    /// <summary>In which session it left last.</summary>
    public int Session { get; set; }

    /// <summary>It has arrived at the server.</summary>
    public bool HasArrived { get; set; }
}
