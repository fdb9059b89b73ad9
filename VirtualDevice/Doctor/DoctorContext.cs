using System.Net;
using ServerStub.Configuration;
using TeddyFirmware.Provisioning;
using VirtualDevice.Commands;
using VirtualDevice.Platform;

namespace VirtualDevice.Doctor;

/// <summary>What the checks have found out so far. A check that needs a value names in the table the check that sets it.</summary>
/// <param name="flags">The command line.</param>
/// <param name="isClaimReal">A real claim is wanted.</param>
/// <param name="time">The clock that is checked, and by which certificates are in date.</param>
internal sealed class DoctorContext(RunFlags flags, bool isClaimReal, TimeProvider time)
{
    private static readonly TimeSpan s_stepDeadline = TimeSpan.FromSeconds(10);

    private NfConfig? _config;
    private Target? _target;
    private TlsTrust? _trust;
    private IPAddress[]? _addresses;
    private IPEndPoint? _endPoint;
    private Handshake? _handshake;

    /// <summary>The command line.</summary>
    public RunFlags Flags => flags;

    /// <summary>A real claim is wanted.</summary>
    public bool IsClaimReal => isClaimReal;

    /// <summary>Time and clock.</summary>
    public TimeProvider Time => time;

    /// <summary>How long one question to the network may take.</summary>
    public TimeSpan StepDeadline { get; init; } = s_stepDeadline;

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

    /// <summary>Of "tcp": the one that answered.</summary>
    public IPEndPoint EndPoint { get => Found(_endPoint); set => _endPoint = value; }

    /// <summary>Of "tls".</summary>
    public Handshake Handshake { get => Found(_handshake); set => _handshake = value; }

    /// <summary>Of "health": how far this machine's clock is ahead of the server's; null where the server told no date.</summary>
    public TimeSpan? ClockAhead { get; set; }

    /// <summary>How a device reaches the server: by its name, as on the board.</summary>
    public ServerLink Link => new(Trust);

    private static T Found<T>(T? value) => value ?? throw new InvalidOperationException("The table lets a check run before the one it needs.");
}
