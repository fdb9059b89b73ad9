using System.Runtime.CompilerServices;
using ServerStub.Hosting;
using TeddyFirmware.Protocol;

namespace VirtualDevice.Platform;

/// <summary>
/// The stream under .NET's WebSocket. Inbound, the core's <see cref="FrameReader"/> gives it whole texts and nothing else, as it does
/// on the board; outbound, the <see cref="Writer"/> lets frames of our own in between the library's.
/// </summary>
internal sealed class FrameStream(Stream tls, FrameReader reader, ListenerGate listener) : AsyncStream
{
    private const byte FinalText = 0x81;
    private const byte LongForm = 126;

    // What is left of a text's frame for the library.
    private ReadOnlyMemory<byte> _frame;

    /// <summary>Where everything goes out.</summary>
    public FrameWriter Writer { get; } = new(tls);

    /// <summary>The code with which the connection ended: ours after a fault, or the peer's; 0 where there was none.</summary>
    public int EndCode => reader.Fault != 0 ? reader.Fault : reader.PeerCloseCode;

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_frame.IsEmpty)
        {
            if (reader.Read())
            {
                byte[] text = reader.TakeText(out int length);
                _frame = FrameOf(text.AsSpan(0, length));
            }
            else if (!await AttendAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }
        }

        int given = Math.Min(_frame.Length, buffer.Length);
        _frame[..given].CopyTo(buffer);
        _frame = _frame[given..];
        return given;
    }

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        Writer.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => tls.FlushAsync(cancellationToken);

    /// <summary>Reads what still comes and drops it, so that a close frame of ours is not lost to a reset (RFC 6455, 7.1.1).</summary>
    public async Task DrainAsync(int maxBytes, CancellationToken cancellationToken)
    {
        int read;
        do
        {
            read = await tls.ReadAsync(reader.Buffer, cancellationToken).ConfigureAwait(false);
            maxBytes -= read;
        }
        while (read > 0 && maxBytes > 0);
    }

    private static byte[] FrameOf(ReadOnlySpan<byte> text) => text.Length < LongForm
        ? [FinalText, (byte)text.Length, .. text]
        : [FinalText, LongForm, (byte)(text.Length >> 8), (byte)text.Length, .. text];

    // Does what stands between the reader and the next bytes for the library; false at the end, in whatever way.
    private async ValueTask<bool> AttendAsync(CancellationToken cancellationToken)
    {
        int pingBytes = reader.TakePing();
        int ignored = reader.TakeIgnored();
        int tooLong = reader.TakeTooLong();
        if (ignored + tooLong > 0)
        {
            listener.Report(listener => listener.OnPassedOver(ignored, tooLong));
        }

        if (pingBytes >= 0)
        {
            await Writer.PongAsync(reader.ControlBody, pingBytes, cancellationToken).ConfigureAwait(false);
        }

        if (reader.IsOver)
        {
            Writer.Mute();
            return false;
        }

        return !reader.NeedsBytes || await ReceiveAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        int read = await tls.ReadAsync(reader.Buffer, cancellationToken).ConfigureAwait(false);
        reader.Receive(0, read);
        if (read > 0)
        {
            listener.Report(static listener => listener.OnAlive());
        }

        return read > 0;
    }
}
