using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ServerStub.Tls;

/// <summary>
/// A port with a bad certificate. It serves nothing: a device has to hang up in the handshake, and one that sends a request
/// has already failed.
/// </summary>
internal sealed class BadTlsPort : IAsyncDisposable
{
    private const int MaxConnections = 64;
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);
    private static readonly byte[] s_answer = "HTTP/1.1 421 Misdirected Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

    private readonly X509Certificate2 _certificate;
    private readonly StubEvents _events;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _places = new(MaxConnections, MaxConnections);
    private readonly Task _accepting;

    public BadTlsPort(string kind, IPEndPoint endPoint, X509Certificate2 certificate, StubEvents events)
    {
        (Kind, _certificate, _events) = (kind, certificate, events);
        _listener = new TcpListener(endPoint);
        if (endPoint.Address.Equals(IPAddress.IPv6Any))
        {
            _listener.Server.DualMode = true;
        }

        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public string Kind { get; }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;

        // Every connection has given its place back: nobody uses the certificate any more.
        for (int i = 0; i < MaxConnections; i++)
        {
            await _places.WaitAsync();
        }

        _certificate.Dispose();
        _places.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await _places.WaitAsync(_stop.Token);
                try
                {
                    _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
                }
                catch
                {
                    _places.Release();
                    throw;
                }
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient owned = client;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        deadline.CancelAfter(s_deadline);
        try
        {
            bool isAccepted = await IsAcceptedAsync(owned, deadline.Token);
            _events.Publish(new StubEvent(0, default, isAccepted ? StubEventKind.TlsAccepted : StubEventKind.TlsRefused) { Port = Port, Note = Kind });
        }
        catch (OperationCanceledException)
        {
            // It said nothing at all, or the port is being closed.
        }
        finally
        {
            _places.Release();
        }
    }

    // In TLS 1.3 the server is done before the device has judged the certificate: only what comes next tells.
    private async Task<bool> IsAcceptedAsync(TcpClient client, CancellationToken deadline)
    {
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = _certificate,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                },
                deadline);
            if (await tls.ReadAsync(new byte[1], deadline) == 0)
            {
                return false;
            }

            await tls.WriteAsync(s_answer, deadline);
            return true;
        }
        catch (Exception problem) when (problem is IOException or AuthenticationException)
        {
            return false;
        }
    }
}
