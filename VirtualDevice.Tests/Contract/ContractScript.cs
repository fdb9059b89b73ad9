namespace VirtualDevice.Tests.Contract;

/// <summary>Serves the paths that TeddyFirmware.Tests/OnDevice/ContractServer.cs lists.</summary>
internal static class ContractScript
{
    private const string Json = "Content-Type: application/json\r\nConnection: close\r\n";

    public static async Task ServeAsync(RawPeer peer)
    {
        try
        {
            await peer.ReadHeadAsync();
            string[] path = peer.Head.Split(' ')[1].Trim('/').Split('/');
            await (path is ["contract", "ws", ..] ? SocketScript.ServeAsync(peer, path[2], Number(path, 3)) : AnswerAsync(peer, path[1], Number(path, 2)));
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Many of the tests end the connection themselves.
        }
    }

    private static int Number(string[] path, int at) => path.Length > at ? int.Parse(path[at]) : 0;

    private static async Task AnswerAsync(RawPeer peer, string what, int number)
    {
        byte[] body = await peer.ReadBodyAsync();
        switch (what)
        {
            case "status":
                string later = number is 429 or 503 ? "Retry-After: 7\r\n" : "";
                string status = number == 204 ? "" : $"{{\"status\":{number}}}";
                await peer.SendAsync($"HTTP/1.1 {number} Status\r\n{Json}{later}{(number == 204 ? "" : $"Content-Length: {status.Length}\r\n")}\r\n{status}");
                break;
            case "echo":
                await peer.SendAsync($"HTTP/1.1 200 OK\r\n{Json}Content-Length: {body.Length}\r\n\r\n{Encoding.UTF8.GetString(body)}");
                break;
            case "body":
                await peer.SendAsync($"HTTP/1.1 200 OK\r\n{Json}Content-Length: {number}\r\n\r\n");
                await peer.SendAsync(new string('x', number));
                break;
            case "chunked":
                await peer.SendAsync($"HTTP/1.1 200 OK\r\n{Json}Transfer-Encoding: chunked\r\n\r\n");
                await SendChunksAsync(peer, number);
                break;
            case "truncated":
                await peer.SendAsync($"HTTP/1.1 200 OK\r\n{Json}Content-Length: 100\r\n\r\n{new string('x', 50)}");
                break;
            case "drip":
                await peer.SendAsync($"HTTP/1.1 200 OK\r\n{Json}Content-Length: 8000\r\n\r\n");
                await peer.DripAsync(TimeSpan.FromMilliseconds(100));
                break;
            default:
                await peer.UntilStoppedAsync();
                break;
        }
    }

    private static async Task SendChunksAsync(RawPeer peer, int length)
    {
        for (int left = length; left > 0; left -= 1000)
        {
            int part = Math.Min(left, 1000);
            await peer.SendAsync($"{part:x}\r\n{new string('x', part)}\r\n");
        }

        await peer.SendAsync("0\r\n\r\n");
    }
}
