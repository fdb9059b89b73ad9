using ServerStub.Events;

namespace ServerStub.Hosting;

/// <summary>
/// Gives memory back to the system once a bench has been quiet for a while. The collector would rather keep what a rush of
/// sessions has used, and glibc what OpenSSL has: right for a server that is always busy, wrong for one that stays open
/// on somebody's desk for days.
/// </summary>
/// <remarks>Only for a stub that has its process for itself: a collection of this kind stops everything in it.</remarks>
internal sealed class IdleMemory : IEventObserver, IDisposable
{
    /// <summary>How long nothing must have happened. Pings are no events.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    private readonly ITimer _timer;

    /// <param name="clock">Runs the wait.</param>
    /// <param name="release">What is done after it; <see cref="Release"/> but in tests.</param>
    public IdleMemory(TimeProvider clock, Action release) =>
        _timer = clock.CreateTimer(_ => release(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Begins the wait anew.</summary>
    public void Observe(StubEvent next) => _timer.Change(Quiet, Timeout.InfiniteTimeSpan);

    /// <summary>Gives back what is not used, managed and native.</summary>
    public static void Release()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        NativeHeap.Trim();
    }

    public void Dispose() => _timer.Dispose();
}
