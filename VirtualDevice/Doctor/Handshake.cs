using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace VirtualDevice.Doctor;

/// <summary>One TLS handshake with the device's own settings, and what it brought to light. Nothing is sent afterwards.</summary>
internal sealed class Handshake
{
    /// <summary>Where it ended well: the agreed version.</summary>
    public SslProtocols Protocol { get; private set; }

    /// <summary>Where it ended well: the agreed cipher suite.</summary>
    public TlsCipherSuite Suite { get; private set; }

    /// <summary>True where both sides are content.</summary>
    public bool IsDone { get; private set; }

    /// <summary>What is wrong with the server's certificate.</summary>
    public SslPolicyErrors Errors { get; private set; }

    /// <summary>What is wrong with its chain, all links together.</summary>
    public X509ChainStatusFlags ChainStatus { get; private set; }

    /// <summary>The chain, the server's certificate first; empty where none was shown.</summary>
    public IReadOnlyList<CertificateFacts> Chain { get; private set; } = [];

    /// <summary>The names that the server's certificate is for.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>Tries it.</summary>
    /// <exception cref="TimeoutException">The server does not answer.</exception>
    public static Task<Handshake> RunAsync(DoctorContext context, Action<SslClientAuthenticationOptions>? change, CancellationToken stop) =>
        Deadline.WithinAsync(context, deadline => TryAsync(context, change, deadline), stop);

    private static async Task<Handshake> TryAsync(
        DoctorContext context, Action<SslClientAuthenticationOptions>? change, CancellationToken deadline)
    {
        var handshake = new Handshake();
        SslClientAuthenticationOptions options = context.Trust.CreateOptions(context.Time.GetUtcNow());
        options.TargetHost = context.Target.Url.IdnHost;
        options.RemoteCertificateValidationCallback = handshake.Look;
        change?.Invoke(options);
        try
        {
            using var socket = new Socket(context.Peer.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(context.Peer.EndPoint, deadline);
            using var stream = new SslStream(new NetworkStream(socket));
            await stream.AuthenticateAsClientAsync(options, deadline);
            handshake.Protocol = stream.SslProtocol;
            handshake.Suite = stream.NegotiatedCipherSuite;
            handshake.IsDone = true;
        }
        catch (Exception problem) when (problem is AuthenticationException or IOException or SocketException)
        {
            // What is wrong with a certificate has been written down; the rest is a handshake that broke off.
        }

        return handshake;
    }

    // Only looks: what .NET has found wrong stays wrong.
    private bool Look(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Errors = errors;
        ChainStatus = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, next) => all | next.Status) ?? X509ChainStatusFlags.NoError;
        Chain = [.. chain?.ChainElements.Select(element => CertificateFacts.Of(element.Certificate)) ?? []];
        Names = certificate is X509Certificate2 server ? NamesOf(server) : [];
        return errors == SslPolicyErrors.None;
    }

    private static List<string> NamesOf(X509Certificate2 certificate) => [.. certificate.Extensions
        .OfType<X509SubjectAlternativeNameExtension>()
        .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))];
}
