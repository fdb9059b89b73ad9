using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TeddyFirmware.Session;

namespace VirtualDevice.Platform;

/// <summary>
/// The stream under .NET's WebSocket. Inbound, everything after the upgrade passes the core's
/// <see cref="FrameFilter"/>, so that the PC sees the same close codes and faults as the board; outbound, the
/// <see cref="Writer"/> lets frames of our own in between the library's.
/// </summary>
/// <remarks>
/// .NET's WebSocket takes 1012 and 1013 for protocol errors, keeps its pings to itself, and reports no pong (facts page,
/// section 16.5).
/// </remarks>
internal sealed class FrameStream(Stream tls, int maxMessageBytes, Action<int> onFrames) : AsyncStream
{
    private const int DrainBytes = 1024;
    private readonly UpgradeStream _inner = new(tls);

    /// <summary>What the frames so far amount to.</summary>
    public FrameFilter Filter { get; } = new(maxMessageBytes);

    /// <summary>Where everything goes out.</summary>
    public FrameWriter Writer { get; } = new(tls);

    /// <summary>The code with which a connection ended: ours after a fault, the peer's, or the library's; 0 where there was none.</summary>
    public int EndCode => Filter.Fault != 0 ? Filter.Fault : Filter.PeerCloseCode != 0 ? Filter.PeerCloseCode : Writer.LibraryCloseCode;

    private bool IsOver => Filter.Fault != 0 || Filter.PeerCloseCode != 0;

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // After a fault, or the peer's close frame, there is nothing more to come: to the library, the end of the stream.
        while (!IsOver)
        {
            bool areFrames = _inner.IsUpgraded;
            int read = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            int kept = areFrames ? Pass(buffer[..read]) : read;
            if (kept > 0 || read == 0)
            {
                return kept;
            }
        }

        return 0;
    }

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        Writer.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    /// <summary>Lets go of the connection.</summary>
    public void Release() => _inner.Dispose();

    /// <summary>Reads what still comes and drops it, so that a close frame of ours is not lost to a reset (RFC 6455, 7.1.1).</summary>
    public async Task DrainAsync(int maxBytes, CancellationToken cancellationToken)
    {
        byte[] dropped = new byte[DrainBytes];
        int read;
        do
        {
            read = await _inner.ReadAsync(dropped, cancellationToken).ConfigureAwait(false);
            maxBytes -= read;
        }
        while (read > 0 && maxBytes > 0);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        // Before the upgrade, this is how the HTTP stack cancels. After it, the WebSocket disposes of its stream as soon as
        // it sees the end, when our close frame has yet to be sent: whoever owns the connection releases it then.
        if (disposing && !_inner.IsUpgraded)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Pass(Memory<byte> bytes)
    {
        if (!MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> part))
        {
            throw new NotSupportedException("The HTTP stack reads into memory that is no array.");
        }

        int framesBefore = Filter.FrameCount;
        int droppedBefore = Filter.DroppedCount;
        int kept = Filter.Pass(part.Array!, part.Offset, part.Count);
        if (IsOver)
        {
            Writer.Mute();
        }

        if (Filter.FrameCount != framesBefore)
        {
            onFrames(Filter.DroppedCount - droppedBefore);
        }

        return kept;
    }
}
