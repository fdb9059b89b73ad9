using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace ServerStub.Hosting;

/// <summary>Ends a connection as a crashed server or a tired router does.</summary>
internal static class ConnectionReset
{
    /// <summary>TCP RST: no TLS alert, no FIN, and what was not sent yet is lost.</summary>
    public static void Reset(this HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                socket.Close();
            }
            catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
            {
                // The device was faster.
            }
        }

        context.Abort();
    }
}
