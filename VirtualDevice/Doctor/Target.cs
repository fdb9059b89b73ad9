using VirtualDevice.Commands;

namespace VirtualDevice.Doctor;

/// <summary>The server that is looked at.</summary>
/// <param name="Url">Its address, without a path.</param>
/// <param name="Origin">Who named it, for the report.</param>
/// <param name="IsStub">True for the stub of this machine: it has an authority and devices of its own.</param>
internal sealed record Target(Uri Url, string Origin, bool IsStub)
{
    /// <summary>How to start the stub; the end of many a fix.</summary>
    public const string StartStub = "dotnet run --project ServerStub";

    /// <summary>The host and port of the URL, as a person writes it.</summary>
    public string Authority => Url.Authority;

    /// <summary>
    /// The one of <c>--server</c>; without it that of <c>server.url</c>, where somebody has set one; else the stub of this machine,
    /// which the defaults of nf.config are made for.
    /// </summary>
    /// <returns>The server; null where it would be a stub on a port that nobody knows.</returns>
    public static Target? Choose(RunFlags flags, NfConfig config)
    {
        NfSettings.TryGet("server.url", out NfSetting? url);
        if (flags.Server is not null || config["server.url"] != url!.Default)
        {
            return new Target(new Uri(config["server.url"]), flags.Server is null ? "of server.url" : "of --server", IsStub: false);
        }

        int port = config.Number("stub.port");
        return port == 0 ? null : new Target(new UriBuilder(Uri.UriSchemeHttps, StubHost(config), port).Uri, "the stub of this machine", IsStub: true);
    }

    // A stub that listens on every address listens on loopback too.
    private static string StubHost(NfConfig config)
    {
        IPAddress address = IPAddress.Parse(config["stub.address"]);
        bool isLocal = IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        return isLocal ? "localhost" : address.ToString();
    }
}
