using System.Runtime.CompilerServices;
using TeddyFirmware.Protocol;

namespace VirtualDevice.Platform;

/// <summary>The outbound half of a connection: the library's writes, with control frames of our own in between.</summary>
/// <remarks>.NET's WebSocket writes each frame with one call, so between two calls is between two frames; a test holds it to that.</remarks>
internal sealed class FrameWriter(Stream inner)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ClientFrames _control = new(new PcRandom());
    private int _isPinging;
    private volatile bool _isMuted;
    private bool _isCloseSent;

    /// <summary>Drops what is still to be said, but for a close frame: the connection is over.</summary>
    public void Mute() => _isMuted = true;

    /// <summary>Writes a frame of the library.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        InTurnAsync(null, bytes, isClose: false, cancellationToken);

    /// <summary>Sends an empty ping; allocates nothing unless the network makes it wait. Does nothing while one is waiting.</summary>
    public async Task PingAsync()
    {
        if (Interlocked.Exchange(ref _isPinging, 1) == 0)
        {
            await InTurnAsync(static control => control.MakePing(), default, isClose: false, CancellationToken.None).ConfigureAwait(false);
            Volatile.Write(ref _isPinging, 0);
        }
    }

    /// <summary>Answers a ping.</summary>
    public ValueTask PongAsync(byte[] body, int length, CancellationToken cancellationToken) =>
        InTurnAsync(control => control.MakePong(body, length), default, isClose: false, cancellationToken);

    /// <summary>Sends a close frame, once; later calls, and later frames, do nothing (RFC 6455, 5.5.1).</summary>
    public ValueTask CloseAsync(int code, CancellationToken cancellationToken) =>
        InTurnAsync(control => control.MakeClose(code), default, isClose: true, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask InTurnAsync(Func<ClientFrames, int>? make, ReadOnlyMemory<byte> bytes, bool isClose, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isCloseSent && (isClose || !_isMuted))
            {
                _isCloseSent = isClose;
                await inner.WriteAsync(make is null ? bytes : _control.Frame.AsMemory(0, make(_control)), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
