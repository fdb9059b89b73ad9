namespace VirtualDevice.Platform;

/// <summary>How a device reaches its server.</summary>
/// <param name="Trust">The authorities it trusts.</param>
/// <param name="ConnectTo">
/// Where connections really go, whatever host and port the URL names; null goes where the URL says. The certificate is
/// checked against the URL's host in either case. It lets an embedded stub listen on another free port at each start
/// while the device's sealed settings stay the same, and puts a relay in between for fault tests.
/// </param>
public sealed record ServerLink(TlsTrust Trust, EndPoint? ConnectTo = null)
{
    /// <summary>Whether the PC keeps to what a board has: TLS 1.2, its suites, IPv4. What passes here then passes there.</summary>
    public bool HasBoardLimits { get; init; } = true;

    /// <summary>Finds the addresses of a name.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> LookUp { get; init; } = Dns.GetHostAddressesAsync;
}
