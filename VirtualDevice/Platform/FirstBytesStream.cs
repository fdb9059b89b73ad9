using System.Net.Sockets;
using TeddyFirmware.Dialing;

namespace VirtualDevice.Platform;

/// <summary>Passes a connection's bytes on, and looks at the first of them: .NET does not tell a server without TLS from one whose TLS failed.</summary>
internal sealed class FirstBytesStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private const int RecordHeadBytes = 5; // RFC 5246, 6.2.1
    private readonly FirstFlight _flight = new();
    private int _seen;

    /// <summary>True where what came first is no TLS.</summary>
    public bool IsForeign => _flight.Answer == PeerAnswer.NotTls;

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (_seen < RecordHeadBytes)
        {
            byte[] first = buffer[..Math.Min(read, RecordHeadBytes - _seen)].ToArray();
            _flight.Take(first, 0, first.Length);
            _seen += first.Length;
        }

        return read;
    }
}
