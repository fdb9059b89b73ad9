namespace ServerStub.Devices;

/// <summary>A device that the stub knows. Immutable; a changed one replaces it in the registry.</summary>
public sealed class RegisteredDevice
{
    /// <summary>Length of an OOB secret (contract section 1).</summary>
    public const int SecretBytes = 32;

    private readonly byte[] _secret;

    /// <summary>A device with its own secret.</summary>
    /// <exception cref="ArgumentException">The secret is not 32 bytes.</exception>
    public RegisteredDevice(string deviceId, string childId, ReadOnlySpan<byte> secret, bool enabled = true)
    {
        if (secret.Length != SecretBytes)
        {
            throw new ArgumentException($"A secret is {SecretBytes} bytes.", nameof(secret));
        }

        DeviceId = deviceId;
        ChildId = childId;
        Enabled = enabled;
        _secret = secret.ToArray();
    }

    /// <summary>Name of the device, in the spelling it was registered with.</summary>
    public string DeviceId { get; }

    /// <summary>Child it belongs to: personal data, never to be logged.</summary>
    public string ChildId { get; }

    /// <summary>False: the server answers 403.</summary>
    public bool Enabled { get; }

    /// <summary>The OOB secret: for the MAC, and for provisioning a virtual device.</summary>
    public ReadOnlySpan<byte> Secret => _secret;

    /// <summary>The same device, enabled or disabled.</summary>
    public RegisteredDevice WithEnabled(bool enabled) => new(DeviceId, ChildId, _secret, enabled);

    /// <summary>The last four characters of the name: fit for a log.</summary>
    public override string ToString() => Redact.DeviceId(DeviceId);
}
