using System.Net.WebSockets;
using TeddyFirmware.Protocol;

namespace VirtualDevice.Platform;

/// <summary>Reads the texts of a connection until it ends, and offers them to the listener.</summary>
/// <param name="socket">An open socket.</param>
/// <param name="listener">Who is told.</param>
/// <param name="time">For the pauses between two offers of a text.</param>
/// <param name="dropped">Cancelled when the connection is dropped.</param>
internal sealed class MessageReader(WebSocket socket, ListenerGate listener, TimeProvider time, CancellationToken dropped)
{
    private const int IdleBufferBytes = 512;

    private static readonly TimeSpan s_roomWait = TimeSpan.FromMilliseconds(20);

    // Grows for a message that is longer, and shrinks after it: of a thousand devices most are idle.
    private byte[] _buffer = new byte[IdleBufferBytes];

    /// <summary>Returns when the connection has ended, in whatever way: how, the frames tell.</summary>
    public async Task RunAsync()
    {
        try
        {
            await ReadToEndAsync().ConfigureAwait(false);
        }
        catch (Exception problem) when (EndOfConnection.Is(problem))
        {
        }
    }

    private async Task ReadToEndAsync()
    {
        int length = 0;
        while (true)
        {
            MakeRoom(length);
            ValueWebSocketReceiveResult part =
                await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
            length += part.Count;
            if (part.EndOfMessage)
            {
                await DeliverAsync(length).ConfigureAwait(false);
                length = 0;
            }
        }
    }

    private void MakeRoom(int used)
    {
        if (used == 0 && _buffer.Length > IdleBufferBytes)
        {
            _buffer = new byte[IdleBufferBytes];
        }
        else if (used == _buffer.Length)
        {
            Array.Resize(ref _buffer, FrameTable.MaxMessageBytes);
        }
    }

    private async Task DeliverAsync(int length)
    {
        byte[] message = _buffer.AsSpan(0, length).ToArray();
        while (!listener.TakesText(message))
        {
            // Nothing is read meanwhile, so that a server that talks too much is held up by TCP.
            await Task.Delay(s_roomWait, time, dropped).ConfigureAwait(false);
        }
    }
}
