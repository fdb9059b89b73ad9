using TeddyFirmware.Platform;

namespace VirtualDevice.Platform;

/// <summary>Reboot as an event, and the memory of the process.</summary>
public sealed class PcPower : IPower
{
    /// <summary>The core wants a reboot: whoever runs the device drops it and starts a new one on the same flash.</summary>
    public event Action? RebootRequested;

    /// <inheritdoc />
    public int FreeMemoryBytes
    {
        get
        {
            long free = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetTotalMemory(forceFullCollection: false);
            return (int)Math.Clamp(free, 0, int.MaxValue);
        }
    }

    /// <inheritdoc />
    public bool HasRoomForSecondTls => true;

    /// <inheritdoc />
    public void Reboot() => RebootRequested?.Invoke();
}
