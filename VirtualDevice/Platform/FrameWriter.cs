using System.Runtime.CompilerServices;

namespace VirtualDevice.Platform;

/// <summary>The outbound half of a connection: the library's writes, with pings and close frames of our own in between.</summary>
/// <remarks>.NET's WebSocket writes each frame with one call, so between two calls is between two frames; a test holds it to that.</remarks>
internal sealed class FrameWriter(Stream inner)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly byte[] _ping = ClientFrames.NewPing();
    private int _isPinging;
    private volatile bool _isMuted;
    private bool _isCloseSent;

    /// <summary>The code with which the library has closed of its own accord, such as 1007 for text that is not UTF-8; 0 where it has not.</summary>
    public int LibraryCloseCode { get; private set; }

    /// <summary>Drops what the library still wants to say: the connection is over.</summary>
    public void Mute() => _isMuted = true;

    /// <summary>Writes a frame of the library, or the request before the first.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // RFC 6455, 5.5.1: no frame after a close frame. What the library still wants to say then is said already.
            if (!_isMuted)
            {
                NoteClose(bytes.Span);
                await inner.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
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

    // No HTTP request begins like a close frame.
    private void NoteClose(ReadOnlySpan<byte> bytes)
    {
        int code = ClientFrames.CloseCodeIn(bytes);
        if (code != 0)
        {
            _isCloseSent = true;
            _isMuted = true;
            LibraryCloseCode = code;
        }
    }
}
