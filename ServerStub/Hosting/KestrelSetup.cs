using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using ServerStub.Tls;

namespace ServerStub.Hosting;

/// <summary>Kestrel with TLS on sockets that are bound already, and with limits a small device's server needs.</summary>
internal static class KestrelSetup
{
    private const int MaxBodyBytes = 8 * 1024;
    private const int MaxHeaderBytes = 16 * 1024;
    private const int MaxHeaders = 64;
    private static readonly TimeSpan s_headersDeadline = TimeSpan.FromSeconds(10);

    public static void UseStubKestrel(this IWebHostBuilder host, ListenSockets sockets, X509Certificate2 certificate) => host
        .UseKestrelCore()
        .UseKestrelHttpsConfiguration()
        .UseSockets(transport => transport.CreateBoundListenSocket = sockets.Take)
        .ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = MaxHeaders;
            kestrel.Limits.RequestHeadersTimeout = s_headersDeadline;
            if (ConnectionBudget.OfThisProcess() is { } budget)
            {
                kestrel.Limits.MaxConcurrentConnections = budget.Connections;
                kestrel.Limits.MaxConcurrentUpgradedConnections = budget.Sessions;
            }

            foreach (IPEndPoint endPoint in sockets.EndPoints)
            {
                kestrel.Listen(endPoint, listen => UseTls(listen, certificate));
            }
        });

    private static void UseTls(ListenOptions listen, X509Certificate2 certificate)
    {
        // The device speaks HTTP/1.1, and a WebSocket upgrade is a thing of HTTP/1.1.
        listen.Protocols = HttpProtocols.Http1;
        listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            // The board uses 1.2 (contract section 5), a PC may use 1.3.
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        });
        listen.UseRecordLimit();
    }
}
