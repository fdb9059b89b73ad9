using System.Text;

namespace TeddyFirmware.Protocol
{
    /// <summary>The heads of the two requests that the firmware sends (RFC 9112, 3).</summary>
    public static class HttpRequest
    {
        /// <summary>The firmware's version, as its requests tell it.</summary>
        public const string Version = "1.0.0";

        // Some application firewalls refuse a request without User-Agent. Accept-Encoding: identity, because a body that
        // somebody compressed unasked cannot be read here (RFC 9110, 12.5.3).
        private const string Client = "\r\nUser-Agent: TeddyFirmware/" + Version + "\r\n";

        /// <summary>Writes the head of a POST of JSON, on a connection of its own.</summary>
        /// <param name="url">Where to.</param>
        /// <param name="contentLength">The length of the body that follows, in bytes.</param>
        /// <returns>Its bytes.</returns>
        public static byte[] Post(ServerUrl url, int contentLength)
        {
            return Encoding.UTF8.GetBytes(
                "POST " + url.Target + " HTTP/1.1\r\nHost: " + url.HostHeader + Client
                + "Accept: application/json\r\nAccept-Encoding: identity\r\nContent-Type: application/json\r\nContent-Length: "
                + contentLength.ToString() + "\r\nConnection: close\r\n\r\n");
        }

        /// <summary>Writes a request for a WebSocket (RFC 6455, 4.1).</summary>
        /// <param name="url">Where to.</param>
        /// <param name="key">The value of <c>Sec-WebSocket-Key</c>.</param>
        /// <returns>Its bytes. They hold the access token.</returns>
        public static byte[] Upgrade(ServerUrl url, string key)
        {
            return Encoding.UTF8.GetBytes(
                "GET " + url.Target + " HTTP/1.1\r\nHost: " + url.HostHeader + Client
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key + "\r\nSec-WebSocket-Version: 13\r\n\r\n");
        }
    }
}
