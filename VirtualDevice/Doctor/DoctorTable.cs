using VirtualDevice.Doctor.Checks;
using VirtualDevice.Platform;

namespace VirtualDevice.Doctor;

/// <summary>What stands between a machine or a board and its session, nearest first.</summary>
internal static class DoctorTable
{
    /// <summary>The checks in the order in which they run. The exit codes do not change: scripts rely on them.</summary>
    public static IReadOnlyList<DoctorRow> Rows { get; } =
    [
        new("config", ExitCode.BadInput, [], "nf.config, nf.local.config, environment; which server", new ConfigCheck()),
        new("device", 11, ["config"], "device id, secret and child are there and well formed", new DeviceCheck()),
        new("ca", 12, ["config"], "the CA bundle can be read, and its authorities are in date", new BundleCheck()),
        new("dns", 13, ["config"], "the server's name has an address", new DnsCheck()),
        new("tcp", 14, ["dns"], "the server's port takes a connection", new TcpCheck()),
        new("tls", 15, ["ca", "tcp"], "chain against the bundle alone, host name, days left", new CertificateCheck()),
        new("tls 1.2", 16, ["tls"], "a handshake as a board does it", new Tls12Check()),
        new("board", 17, ["tls"], "the chain's keys and signatures are some that Mbed TLS takes", new BoardCheck()),
        new("health", 18, ["tls"], "GET /health; a server without one is no error", new HealthCheck()),
        new("clock", 19, ["health"], "this machine's clock against the server's Date", new ClockCheck()),
        new("mac", 20, [], "the claim's MAC against the contract's check vector", new MacCheck(new PcCryptography())),
        new("claim", 21, ["tls"], "an empty claim is refused as malformed, so path and server are right; with --claim a real one", new ClaimCheck()),
        new("session", 22, ["tls"], "an upgrade without a token is refused, so path and server are right", new SessionCheck()),
    ];
}
