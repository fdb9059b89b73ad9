using System;
using System.Text;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The HTTP request that asks for a WebSocket, and the key its answer has to match (RFC 6455, 4.1).</summary>
    internal sealed class Upgrade
    {
        private const string AcceptGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        private const int NonceBytes = 16;

        private readonly WssUrl _url;
        private readonly string _key;

        internal Upgrade(WssUrl url, IRandom random)
        {
            _url = url;
            byte[] nonce = new byte[NonceBytes];
            random.Fill(nonce);
            _key = Convert.ToBase64String(nonce);
        }

        /// <summary>Gets what the server has to answer in <c>Sec-WebSocket-Accept</c>.</summary>
        internal string AcceptKey => Convert.ToBase64String(Sha1.Hash(Encoding.UTF8.GetBytes(_key + AcceptGuid)));

        /// <summary>Writes the request.</summary>
        /// <returns>Its bytes. They hold the access token.</returns>
        internal byte[] ToBytes()
        {
            return Encoding.UTF8.GetBytes(
                "GET " + _url.Target + " HTTP/1.1\r\n"
                + "Host: " + _url.HostHeader + "\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + _key + "\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n");
        }
    }
}
