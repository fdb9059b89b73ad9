using System.Collections.Concurrent;

namespace ServerStub.Devices;

/// <summary>The devices that the server knows. Look-up ignores case (contract section 1). Safe for many threads.</summary>
public sealed class DeviceRegistry
{
    private const int HandleCharacters = 12;

    private readonly ConcurrentDictionary<string, RegisteredDevice> _devices = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _handles = new(StringComparer.OrdinalIgnoreCase);
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

    /// <summary>
    /// The name under which the control API shows a device: random, of this run only, and so fit for a URL and a screen.
    /// Null where it is not registered.
    /// </summary>
    public string? HandleOf(string deviceId) => _handles.GetValueOrDefault(deviceId);

    /// <summary>The device of that handle, or null.</summary>
    public RegisteredDevice? FindByHandle(string handle) =>
        _handles.FirstOrDefault(pair => pair.Value == handle).Key is { } deviceId ? Find(deviceId) : null;

    /// <summary>Registers a device, or replaces the one of the same name. Lasts as long as the process.</summary>
    public void Put(RegisteredDevice device)
    {
        _handles.GetOrAdd(device.DeviceId, static _ => NewHandle());
        _devices[device.DeviceId] = device;
    }

    /// <summary>Registers a device unless there is one of that name.</summary>
    /// <returns>False where there is.</returns>
    public bool TryAdd(RegisteredDevice device)
    {
        if (!_devices.TryAdd(device.DeviceId, device))
        {
            return false;
        }

        _handles.GetOrAdd(device.DeviceId, static _ => NewHandle());
        return true;
    }

    /// <summary>Forgets a device; true if it was known.</summary>
    public bool Remove(string deviceId)
    {
        _handles.TryRemove(deviceId, out _);
        return _devices.TryRemove(deviceId, out _);
    }

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

    private static string NewHandle() => RandomNumberGenerator.GetHexString(HandleCharacters, lowercase: true);
}
