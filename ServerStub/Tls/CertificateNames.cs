using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ServerStub.Tls;

/// <summary>The names and addresses under which a server on this machine can be reached.</summary>
internal static class CertificateNames
{
    /// <summary>localhost, the host name with and without <c>.local</c>, loopback and LAN addresses, and the given ones.</summary>
    public static IReadOnlySet<string> OfThisMachine(IEnumerable<string> more)
    {
        string host = Dns.GetHostName();
        string[] hosts = Uri.CheckHostName(host) == UriHostNameType.Dns && host.All(char.IsAscii)
            ? [host, host.Contains('.') ? host : host + ".local"]
            : [];
        string[] fixedNames = ["localhost", IPAddress.Loopback.ToString(), IPAddress.IPv6Loopback.ToString()];
        return fixedNames.Concat(hosts).Concat(LanAddresses().Select(address => address.ToString())).Concat(more)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Addresses that a board in the LAN could use, IPv4 first.</summary>
    public static IEnumerable<IPAddress> LanAddresses() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(card => card.OperationalStatus == OperationalStatus.Up)
        .SelectMany(card => card.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        // A link-local IPv6 address needs a zone, which neither a URL in a setting nor a certificate can carry.
        .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal)
        .OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
        .Distinct();

    /// <summary>The names inside a certificate.</summary>
    public static IReadOnlySet<string> Of(X509Certificate2 certificate) => certificate.Extensions
        .OfType<X509SubjectAlternativeNameExtension>()
        .SelectMany(extension => extension.EnumerateDnsNames()
            .Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
