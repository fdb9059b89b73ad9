namespace VirtualDevice.Platform;

/// <summary>The thread pool: with a thousand devices in a process, none has a thread of its own.</summary>
public sealed class PcWorker : IWorker
{
    /// <inheritdoc />
    public void Start(IWork work) => ThreadPool.UnsafeQueueUserWorkItem(static work => work.Run(), work, preferLocal: false);
}
