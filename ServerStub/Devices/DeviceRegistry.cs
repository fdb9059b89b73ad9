using System.Collections.Concurrent;

namespace ServerStub.Devices;

/// <summary>The devices that the server knows. Look-up ignores case (contract section 1). Safe for many threads.</summary>
public sealed class DeviceRegistry
{
    private readonly ConcurrentDictionary<string, RegisteredDevice> _devices = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _developmentId;

    internal DeviceRegistry(IEnumerable<RegisteredDevice> devices, string developmentId)
    {
        _developmentId = developmentId;
        foreach (RegisteredDevice device in devices)
        {
            Put(device);
        }
    }

    /// <summary>The device made on first start: the one of <see cref="StubOptions.DeviceId"/>.</summary>
    /// <exception cref="InvalidOperationException">It has been removed.</exception>
    public RegisteredDevice Development =>
        Find(_developmentId) ?? throw new InvalidOperationException("The development device has been removed.");

    /// <summary>All devices, by name.</summary>
    public IReadOnlyList<RegisteredDevice> All => [.. _devices.Values.OrderBy(device => device.DeviceId, StringComparer.Ordinal)];

    /// <summary>The device of that name in any case, or null.</summary>
    public RegisteredDevice? Find(string deviceId) => _devices.GetValueOrDefault(deviceId);

    /// <summary>Registers a device, or replaces the one of the same name. Lasts as long as the process.</summary>
    public void Put(RegisteredDevice device) => _devices[device.DeviceId] = device;

    /// <summary>Forgets a device; true if it was known.</summary>
    public bool Remove(string deviceId) => _devices.TryRemove(deviceId, out _);

    /// <summary>Enables or disables a device; true if it is known.</summary>
    public bool SetEnabled(string deviceId, bool enabled)
    {
        while (_devices.TryGetValue(deviceId, out RegisteredDevice? device))
        {
            if (_devices.TryUpdate(deviceId, device.WithEnabled(enabled), device))
            {
                return true;
            }
        }

        return false;
    }
}
