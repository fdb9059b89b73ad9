using System.Buffers.Binary;

namespace VirtualDevice.Tests.Contract;

/// <summary>The WebSocket half of <see cref="ContractScript"/>.</summary>
internal static class SocketScript
{
    public static async Task ServeAsync(RawPeer peer, string what, int number)
    {
        if (what == "refuse")
        {
            await peer.SendAsync($"HTTP/1.1 {number} Refused\r\nRetry-After: 7\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }

        if (what == "noanswer")
        {
            await peer.UntilStoppedAsync();
        }

        await peer.SendAsync(peer.Acceptance());
        switch (what)
        {
            case "close":
                await peer.SendAsync(ServerFrame.Close(number));
                await peer.UntilEndAsync();
                return;
            case "drop":
                return;
            case "large":
                await peer.SendAsync(ServerFrame.Text(new string('x', number)));
                break;
            case "fragments":
                await peer.SendAsync([.. ServerFrame.Of(0x01, (byte)'a'), .. ServerFrame.Of(0x89), .. ServerFrame.Of(0x00, (byte)'b'), .. ServerFrame.Of(0x80, (byte)'c')]);
                break;
            case "binary":
                await peer.SendAsync([.. ServerFrame.Of(0x82, 1, 2, 3), .. ServerFrame.Text("after")]);
                break;
            case "badutf8":
                await peer.SendAsync(ServerFrame.Of(0x81, 0xC3, 0x28));
                break;
        }

        await EchoAsync(peer);
    }

    private static async Task EchoAsync(RawPeer peer)
    {
        while (true)
        {
            ClientFrame frame = await peer.ReadFrameAsync();
            switch (frame.First & 0x0F)
            {
                case 1:
                    await peer.SendAsync(ServerFrame.Of(0x81, frame.Payload));
                    break;
                case 8:
                    await peer.SendAsync(frame.Payload.Length < 2 ? ServerFrame.Of(0x88) : ServerFrame.Close(BinaryPrimitives.ReadUInt16BigEndian(frame.Payload)));
                    return;
                case 9:
                    await peer.SendAsync(ServerFrame.Of(0x8A, frame.Payload));
                    break;
            }
        }
    }
}
