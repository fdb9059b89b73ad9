using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ServerStub.Tls;

/// <summary>The one address of this machine that a board in the LAN should use.</summary>
internal static class LanAddress
{
    /// <summary>
    /// IPv4, because that is what the board speaks. A card with a way out comes first, and a virtual one (containers,
    /// tunnels) last: its network usually ends inside this machine.
    /// </summary>
    public static IPAddress? Find() => Choose(NetworkInterface.GetAllNetworkInterfaces()
        .Where(card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(card => card.GetIPProperties().UnicastAddresses.Select(unicast => (
            unicast.Address,
            HasGateway: card.GetIPProperties().GatewayAddresses.Any(gateway => gateway.Address.AddressFamily == AddressFamily.InterNetwork),
            IsPhysical: card.NetworkInterfaceType is NetworkInterfaceType.Ethernet or NetworkInterfaceType.Wireless80211))));

    internal static IPAddress? Choose(IEnumerable<(IPAddress Address, bool HasGateway, bool IsPhysical)> candidates) => candidates
        .Where(candidate => candidate.Address.AddressFamily == AddressFamily.InterNetwork && !IsLinkLocal(candidate.Address))
        .OrderByDescending(candidate => candidate.HasGateway)
        .ThenByDescending(candidate => candidate.IsPhysical)
        .Select(candidate => candidate.Address)
        .FirstOrDefault();

    // RFC 3927: 169.254/16 is what a card gives itself where nobody gave it one.
    private static bool IsLinkLocal(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        return bytes[0] == 169 && bytes[1] == 254;
    }
}
