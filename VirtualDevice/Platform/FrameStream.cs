using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TeddyFirmware.Session;

namespace VirtualDevice.Platform;

/// <summary>
/// The stream between TLS and .NET's WebSocket. Inbound, everything after the upgrade passes the core's
/// <see cref="FrameFilter"/>, so that the PC sees the same close codes and faults as the board; outbound, it lets pings
/// and close frames of our own in between the library's frames.
/// </summary>
/// <remarks>
/// .NET's WebSocket takes 1012 and 1013 for protocol errors, keeps its pings to itself, and reports no pong (facts page,
/// section 16.5). It writes each frame with one call, so between two calls is between two frames; a test holds it to that.
/// </remarks>
internal sealed class FrameStream(Stream inner, int maxMessageBytes, Action<int> onFrames) : AsyncStream
{
    private readonly UpgradeWatch _upgrade = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly byte[] _ping = ClientFrames.NewPing();
    private int _isPinging;
    private volatile bool _isMuted;
    private bool _isCloseSent;

    /// <summary>What the frames so far amount to.</summary>
    public FrameFilter Filter { get; } = new(maxMessageBytes);

    /// <summary>The code with which the library has closed of its own accord, such as 1007 for text that is not UTF-8; 0 where it has not.</summary>
    public int LibraryCloseCode { get; private set; }

    private bool IsOver => Filter.Fault != 0 || Filter.PeerCloseCode != 0;

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // After a fault, or the peer's close frame, there is nothing more to come: to the library, the end of the stream.
        while (!IsOver)
        {
            int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return 0;
            }

            int kept = Pass(buffer[..read]);
            if (kept > 0)
            {
                return kept;
            }
        }

        return 0;
    }

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // RFC 6455, 5.5.1: no frame after a close frame. What the library still wants to say then is said already.
            if (!_isMuted)
            {
                NoteClose(buffer.Span);
                await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends an empty ping; allocates nothing unless the network makes it wait. Does nothing while one is waiting.</summary>
    public async Task PingAsync()
    {
        if (Interlocked.Exchange(ref _isPinging, 1) != 0)
        {
            return;
        }

        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_isMuted)
            {
                ClientFrames.Mask(_ping);
                await inner.WriteAsync(_ping).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
            Volatile.Write(ref _isPinging, 0);
        }
    }

    /// <summary>Sends a close frame, once; later calls, and later frames of the library, do nothing.</summary>
    /// <param name="code">The code; 1005 sends none.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task CloseAsync(int code, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isCloseSent)
            {
                _isCloseSent = true;
                _isMuted = true;
                await inner.WriteAsync(ClientFrames.NewClose(code), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets go of the connection.</summary>
    public void Release() => inner.Dispose();

    /// <summary>Reads what still comes and drops it, so that a close frame of ours is not lost to a reset (RFC 6455, 7.1.1).</summary>
    public async Task DrainAsync(byte[] buffer, int maxBytes, CancellationToken cancellationToken)
    {
        int read;
        do
        {
            read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            maxBytes -= read;
        }
        while (read > 0 && maxBytes > 0);
    }

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        // Before the upgrade, this is how the HTTP stack cancels. After it, the WebSocket disposes of its stream as soon as
        // it sees the end, when our close frame has yet to be sent: whoever owns the connection releases it then.
        if (disposing && !_upgrade.IsUpgraded)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Pass(Memory<byte> bytes)
    {
        int head = _upgrade.Take(bytes.Span);
        if (head == bytes.Length)
        {
            return head;
        }

        if (!MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> part))
        {
            throw new NotSupportedException("The HTTP stack reads into memory that is no array.");
        }

        int framesBefore = Filter.FrameCount;
        int droppedBefore = Filter.DroppedCount;
        int kept = Filter.Pass(part.Array!, part.Offset + head, part.Count - head);
        _isMuted |= IsOver;
        if (Filter.FrameCount != framesBefore)
        {
            onFrames(Filter.DroppedCount - droppedBefore);
        }

        return head + kept;
    }

    private void NoteClose(ReadOnlySpan<byte> bytes)
    {
        int code = _upgrade.IsUpgraded ? ClientFrames.CloseCodeIn(bytes) : 0;
        if (code != 0)
        {
            _isCloseSent = true;
            _isMuted = true;
            LibraryCloseCode = code;
        }
    }
}
