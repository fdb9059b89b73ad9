namespace ServerStub.Tests.Support;

/// <summary>The device's end of a session.</summary>
public sealed class DeviceSocket(ClientWebSocket socket, CancellationToken stop, int largestText = 64 * 1024) : IDisposable
{
    private readonly byte[] _buffer = new byte[largestText];

    public HttpStatusCode UpgradeStatus => socket.HttpStatusCode;

    public Task SendAsync(string text, bool endOfMessage = true) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage);

    public Task SendAsync(byte[] bytes, WebSocketMessageType type, bool endOfMessage = true) =>
        socket.SendAsync(bytes, type, endOfMessage, stop);

    /// <summary>The next text as it arrives.</summary>
    public async Task<string> ReceiveAsync()
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(_buffer.AsMemory(length), stop);
            Assert.Equal(WebSocketMessageType.Text, part.MessageType);
            length += part.Count;
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(_buffer, 0, length);
            }
        }
    }

    /// <summary>The code with which the server closes; it is answered.</summary>
    public async Task<int> ReceiveCloseAsync()
    {
        while ((await socket.ReceiveAsync(_buffer.AsMemory(), stop)).MessageType != WebSocketMessageType.Close)
        {
        }

        int code = (int)socket.CloseStatus!;
        if (socket.State == WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop);
        }

        return code;
    }

    /// <summary>Closes from the device's side and waits for the server's answer.</summary>
    public Task CloseAsync(WebSocketCloseStatus code) => socket.CloseAsync(code, null, stop);

    public void Abort() => socket.Abort();

    public void Dispose() => socket.Dispose();
}
