using System.Buffers.Binary;
using System.Net.Security;
using System.Security.Cryptography;

namespace VirtualDevice.Tests.Support;

/// <summary>The server's end of one connection, for scripts.</summary>
internal sealed class RawPeer(RawTlsServer server, SslStream stream, Socket socket, CancellationToken stop)
{
    /// <summary>SslStream makes one TLS record of a write, and a board breaks off at one of more than this (ServerStub/Tls/RecordLimit.cs).</summary>
    public const int MaxRecordBytes = 4096;

    private bool _isUnread;

    /// <summary>A script that reads a request, answers it so, and waits for the client to go.</summary>
    public static Func<RawPeer, Task> Answering(string answer) => async peer =>
    {
        string head = await peer.ReadHeadAsync();
        if (head.StartsWith("POST", StringComparison.Ordinal))
        {
            await peer.ReadBodyAsync();
        }

        try
        {
            await peer.SendAsync(answer);
        }
        catch (IOException)
        {
            // A device hangs up as soon as the head says enough; the rest of the answer may still be on its way.
        }

        await peer.UntilEndAsync();
    };

    /// <summary>The request's head, once it was read.</summary>
    public string Head { get; private set; } = "";

    /// <summary>Cancelled when the server stops.</summary>
    public CancellationToken Stop => stop;

    /// <summary>Does nothing until the server stops.</summary>
    public Task UntilStoppedAsync() => Task.Delay(Timeout.Infinite, stop);

    public async Task<string> ReadHeadAsync()
    {
        if (_isUnread)
        {
            _isUnread = false;
            return Head;
        }

        var head = new StringBuilder();
        byte[] next = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await ReadExactlyAsync(next);
            head.Append((char)next[0]);
        }

        return Head = head.ToString();
    }

    /// <summary>Gives the head back, for a script that begins by reading it.</summary>
    public void Unread() => _isUnread = true;

    /// <summary>Reads the body of the request whose head was read.</summary>
    public async Task<byte[]> ReadBodyAsync()
    {
        byte[] body = new byte[int.Parse(Header("Content-Length"))];
        await ReadExactlyAsync(body);
        return body;
    }

    /// <summary>Sends a byte now and then until the peer or the test has had enough.</summary>
    public async Task DripAsync(TimeSpan pause)
    {
        while (true)
        {
            await SendAsync((byte)'x');
            await Task.Delay(pause, stop);
        }
    }

    /// <summary>Reads a whole POST.</summary>
    public async Task<byte[]> ReadRequestAsync()
    {
        await ReadHeadAsync();
        return await ReadBodyAsync();
    }

    public string Header(string name) => Head.Split("\r\n").First(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();

    /// <summary>Reads an upgrade request and accepts it; what is given more goes out in the same write.</summary>
    public async Task AcceptAsync(params byte[] glued) => await SendAsync([.. await AcceptanceAsync(), .. glued]);

    /// <summary>Reads an upgrade request and gives the bytes that accept it.</summary>
    public async Task<byte[]> AcceptanceAsync(string newLine = "\r\n")
    {
        await ReadHeadAsync();
        return Acceptance(newLine);
    }

    /// <summary>The answer that accepts the upgrade whose head was read.</summary>
    public byte[] Acceptance(string newLine = "\r\n")
    {
        byte[] hash = SHA1.HashData(Encoding.ASCII.GetBytes(Header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
        string[] lines =
        [
            "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Accept: " + Convert.ToBase64String(hash), "", "",
        ];
        return Encoding.ASCII.GetBytes(string.Join(newLine, lines));
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(params byte[] bytes)
    {
        foreach (byte[] record in bytes.Chunk(MaxRecordBytes))
        {
            await stream.WriteAsync(record, stop);
        }

        await stream.FlushAsync(stop);
    }

    /// <summary>Each byte in a write, and so in a TLS record, of its own.</summary>
    public async Task SendSlowlyAsync(byte[] bytes)
    {
        foreach (byte next in bytes)
        {
            await SendAsync(next);
        }
    }

    /// <summary>Reads one frame of the client and takes its mask off.</summary>
    public async Task<ClientFrame> ReadFrameAsync()
    {
        byte[] head = new byte[2];
        await ReadExactlyAsync(head);
        int length = head[1] & 0x7F;
        if (length == 126)
        {
            byte[] longer = new byte[2];
            await ReadExactlyAsync(longer);
            length = BinaryPrimitives.ReadUInt16BigEndian(longer);
        }

        bool isMasked = (head[1] & 0x80) != 0;
        byte[] mask = new byte[4];
        await ReadExactlyAsync(mask);
        byte[] payload = new byte[length];
        await ReadExactlyAsync(payload);
        for (int i = 0; i < payload.Length; i++)
        {
            payload[i] ^= mask[i % 4];
        }

        return new ClientFrame(head[0], isMasked, payload);
    }

    /// <summary>Reads frames until the client's close frame; its code.</summary>
    public async Task<int> ReadCloseCodeAsync()
    {
        int code;
        do
        {
            code = (await ReadFrameAsync()).CloseCode;
        }
        while (code == 0);
        return code;
    }

    /// <summary>Reads until the client ends the connection, in whatever way.</summary>
    public async Task UntilEndAsync()
    {
        byte[] buffer = new byte[1024];
        try
        {
            int read;
            do
            {
                read = await stream.ReadAsync(buffer, stop);
                server.Counted(read);
            }
            while (read > 0);
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Ends the connection with a TCP reset.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    private async Task ReadExactlyAsync(byte[] buffer)
    {
        await stream.ReadExactlyAsync(buffer, stop);
        server.Counted(buffer.Length);
    }
}
