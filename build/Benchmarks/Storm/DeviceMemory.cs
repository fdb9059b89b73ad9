using System.Diagnostics;
using System.Runtime;

namespace Benchmarks.Storm;

/// <summary>The memory of this process, after everything that is not in use has been given back.</summary>
/// <param name="Managed">Bytes of live objects.</param>
/// <param name="WorkingSet">Bytes of physical memory: those objects, what the TLS library holds, and code.</param>
internal sealed record DeviceMemory(long Managed, long WorkingSet)
{
    /// <summary>Measures now.</summary>
    public static DeviceMemory Measure()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using Process self = Process.GetCurrentProcess();
        return new DeviceMemory(GC.GetTotalMemory(forceFullCollection: true), self.WorkingSet64);
    }

    /// <summary>What one of so many devices has added.</summary>
    public DeviceMemory PerDevice(DeviceMemory before, int devices) => new((Managed - before.Managed) / devices, (WorkingSet - before.WorkingSet) / devices);
}
