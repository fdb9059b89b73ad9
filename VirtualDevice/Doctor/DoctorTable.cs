using VirtualDevice.Doctor.Checks;

namespace VirtualDevice.Doctor;

/// <summary>What stands between a machine or a board and its session, nearest first.</summary>
internal static class DoctorTable
{
    /// <summary>The checks in the order in which they run. The exit codes do not change: scripts rely on them.</summary>
    public static IReadOnlyList<DoctorRow> Rows { get; } =
    [
        new("config", ExitCode.BadInput, [],
            "nf.config, nf.local.config, environment; which server",
            "none: the rules are those of the device and the stub",
            new ConfigCheck()),
        new("device", 11, ["config"],
            "device id, secret and child are there and well formed",
            "a secret that anybody can guess is a warning",
            new DeviceCheck()),
        new("ca", 12, ["config"],
            "the CA bundle can be read, and its authorities are in date",
            "none",
            new BundleCheck()),
        new("dns", 13, ["config"],
            "the server's name has an address",
            "a name that cannot exist must have none of them",
            new DnsCheck()),
        new("tcp", 14, ["dns"],
            "each address of the name takes a connection and answers a board's ClientHello; one line each",
            "a TCP connection alone is not green: its peer has to speak TLS",
            new TcpCheck()),
        new("tls", 15, ["ca", "tcp"],
            "chain against the bundle alone, host name, days left",
            "this machine's own authorities have no say",
            new CertificateCheck()),
        new("tls 1.2", 16, ["tls"],
            "a handshake as a board does it: TLS 1.2, its suites",
            "the suite that the server picks from the firmware's own ClientHello",
            new Tls12Check()),
        new("board", 17, ["tls"],
            "the chain's keys, signatures, keyUsage and extended key usage are some that Mbed TLS takes",
            "the keyUsage is held against the suite that the server picked",
            new BoardCheck()),
        new("health", 18, ["tls"],
            "GET /health; a server without one is no error",
            "none: any answer shows that it speaks HTTP",
            new HealthCheck()),
        new("clock", 19, ["health"],
            "this machine's clock against the server's Date",
            "none: skipped where the server tells no date",
            new ClockCheck()),
        new("mac", 20, [],
            "the claim's MAC against the contract's check vector",
            "the vector of the older server must come out, too",
            new MacCheck(new PcCryptography())),
        new("claim", 21, ["tls"],
            "an empty claim is refused as malformed; with --claim a real one",
            "an empty claim to a path that cannot exist must be answered differently",
            new ClaimCheck()),
        new("session", 22, ["tls"],
            "an upgrade without a token is refused; with --claim one with the claim's token is accepted",
            "an upgrade of a path that cannot exist must be answered differently",
            new SessionCheck()),
    ];
}
