namespace VirtualDevice.Platform;

/// <summary>Reboot as an event, and room for two connections.</summary>
public sealed class PcPower : IPower
{
    /// <summary>The core wants a reboot: whoever runs the device drops it and starts a new one on the same flash.</summary>
    public event Action? RebootRequested;

    /// <inheritdoc />
    /// <remarks>Not known: a heap that grows as far as the PC's memory goes has no number that means what a board's does.</remarks>
    public int FreeMemoryBytes => -1;

    /// <inheritdoc />
    public bool HasRoomForSecondTls => true;

    /// <inheritdoc />
    public void Reboot() => RebootRequested?.Invoke();
}
