using ServerStub.Hosting;

namespace ServerStub.Sessions;

/// <summary>What lies under a session's WebSocket, for the faults that a WebSocket cannot make.</summary>
internal sealed class SessionConnection(HttpContext context)
{
    private readonly UpgradedStream? _stream = context.Features.Get<UpgradeCapture>()?.Stream;

    /// <summary>Cancelled when the connection is lost.</summary>
    public CancellationToken Aborted { get; } = context.RequestAborted;

    public bool IsFrozen => _stream?.IsFrozen == true;

    /// <summary>Watches for a peer that has gone silent; null where there is nothing to watch.</summary>
    public SilenceWatch? WatchSilence(TimeSpan limit, Action onSilence) => _stream is null ? null : new SilenceWatch(_stream, limit, onSilence);

    /// <summary>Reads and writes no more; the connection stays.</summary>
    public void Freeze() => _stream?.Freeze();

    /// <summary>TCP reset.</summary>
    public void Reset() => context.Reset();

    /// <summary>Puts a whole frame, or several, onto the wire.</summary>
    public ValueTask WriteFramesAsync(ReadOnlyMemory<byte> frames, CancellationToken cancellationToken) =>
        _stream?.WriteAsync(frames, cancellationToken) ?? ValueTask.CompletedTask;
}
