using System.Net.WebSockets;

namespace ServerStub.Sessions;

/// <summary>Puts the fragments of a message together, up to the limit of contract section 4.</summary>
internal sealed class MessageReader(WebSocket socket)
{
    /// <summary>The largest message, in bytes of UTF-8.</summary>
    public const int MaxBytes = 8192;

    private const int IdleBufferBytes = 256;

    // Grows for a message that is longer, and shrinks before the next wait: of a thousand sessions most are idle.
    private byte[] _buffer = new byte[IdleBufferBytes];
    private int _length;

    /// <summary>The last message, until the next one is read.</summary>
    public ReadOnlyMemory<byte> Message => _buffer.AsMemory(0, _length);

    /// <summary>Waits for the next message.</summary>
    public async ValueTask<MessageKind> ReadAsync(CancellationToken cancellationToken)
    {
        _length = 0;
        if (_buffer.Length > IdleBufferBytes)
        {
            _buffer = new byte[IdleBufferBytes];
        }

        while (true)
        {
            if (_length == _buffer.Length)
            {
                // One byte more than allowed is enough to know that a message is too large.
                Array.Resize(ref _buffer, MaxBytes + 1);
            }

            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(_buffer.AsMemory(_length), cancellationToken);
            _length += part.Count;
            if (part.MessageType != WebSocketMessageType.Text)
            {
                return part.MessageType == WebSocketMessageType.Close ? MessageKind.Close : MessageKind.Binary;
            }

            if (_length > MaxBytes)
            {
                return MessageKind.TooLarge;
            }

            if (part.EndOfMessage)
            {
                return MessageKind.Text;
            }
        }
    }
}
