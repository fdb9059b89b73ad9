using System.Diagnostics;
using System.Security.Cryptography;
using TeddyFirmware.Dialing;
using TeddyFirmware.Provisioning;
using VirtualDevice.Commands;

namespace VirtualDevice.Doctor;

/// <summary>What the checks have found out so far. A check that needs a value names in the table the check that sets it.</summary>
/// <param name="flags">The command line.</param>
/// <param name="isClaimReal">A real claim is wanted.</param>
/// <param name="time">The clock that is checked, and by which certificates are in date.</param>
internal sealed class DoctorContext(RunFlags flags, bool isClaimReal, TimeProvider time)
{
    private static readonly TimeSpan s_stepDeadline = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_runDeadline = TimeSpan.FromSeconds(14);

    private readonly long _start = Stopwatch.GetTimestamp();

    private NfConfig? _config;
    private Target? _target;
    private TlsTrust? _trust;
    private IPAddress[]? _addresses;
    private PeerLook? _peer;
    private Handshake? _handshake;

    /// <summary>The command line.</summary>
    public RunFlags Flags => flags;

    /// <summary>A real claim is wanted.</summary>
    public bool IsClaimReal => isClaimReal;

    /// <summary>Time and clock.</summary>
    public TimeProvider Time => time;

    /// <summary>How long one question to the network may take.</summary>
    public TimeSpan StepDeadline { get; init; } = s_stepDeadline;

    /// <summary>How long all questions to the network may take together.</summary>
    public TimeSpan RunDeadline { get; init; } = s_runDeadline;

    /// <summary>Finds the addresses of a name.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> LookUp { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>The time of the run is over: what has not been asked will not be.</summary>
    public bool IsOver => Left <= TimeSpan.Zero;

    /// <summary>The time for the next question.</summary>
    public TimeSpan QuestionLimit => Left < StepDeadline ? TimeSpan.FromTicks(Math.Max(Left.Ticks, 0)) : StepDeadline;

    /// <summary>Part of names and paths that cannot exist, for the controls; another one in each run.</summary>
    public string Nonsense { get; } = RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>Of "config".</summary>
    public NfConfig Config { get => Found(_config); set => _config = value; }

    /// <summary>Of "config".</summary>
    public Target Target { get => Found(_target); set => _target = value; }

    /// <summary>Of "device": who would claim; null where that is not known here.</summary>
    public DeviceSettings? Device { get; set; }

    /// <summary>Of "ca".</summary>
    public TlsTrust Trust { get => Found(_trust); set => _trust = value; }

    /// <summary>Of "dns".</summary>
    public IPAddress[] Addresses { get => Found(_addresses); set => _addresses = value; }

    /// <summary>Of "tcp": the address that answered, and how.</summary>
    public PeerLook Peer { get => Found(_peer); set => _peer = value; }

    /// <summary>Of "tls".</summary>
    public Handshake Handshake { get => Found(_handshake); set => _handshake = value; }

    /// <summary>Of "tls 1.2": the handshake as a board does it; null where it came to nothing.</summary>
    public Handshake? BoardHandshake { get; set; }

    /// <summary>Of "health": how far this machine's clock is ahead of the server's; null where the server told no date.</summary>
    public TimeSpan? ClockAhead { get; set; }

    /// <summary>What is known of the server's addresses: the device's own code, asked for more, begins with the one that answered.</summary>
    public AddressOrder Order { get; } = new();

    /// <summary>Of "claim": the access token of a real claim, for the session; null without one. Never shown.</summary>
    public string? AccessToken { get; set; }

    /// <summary>How a device reaches the server: by its name, as on the board.</summary>
    public ServerLink Link => new(Trust) { LookUp = LookUp };

    private TimeSpan Left => RunDeadline - Stopwatch.GetElapsedTime(_start);

    private static T Found<T>(T? value) => value ?? throw new InvalidOperationException("The table lets a check run before the one it needs.");
}
