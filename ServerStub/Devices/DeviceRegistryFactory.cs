using ServerStub.Storage;

namespace ServerStub.Devices;

/// <summary>Fills the registry when a stub starts.</summary>
internal static class DeviceRegistryFactory
{
    private const int ChildSuffixBytes = 4;

    /// <summary>
    /// devices.json first. The development device is made there if it is missing; where the settings give its child or
    /// its secret, those win for this run and are not written down.
    /// </summary>
    public static DeviceRegistry Create(DataFolder folder, StubOptions options)
    {
        var file = new DevicesFile(folder);
        List<RegisteredDevice> devices = [.. file.Read()];
        RegisteredDevice? development = devices.Find(device =>
            device.DeviceId.Equals(options.DeviceId, StringComparison.OrdinalIgnoreCase));
        if (development is null)
        {
            development = New(options.DeviceId);
            devices.Add(development);
            file.Write(devices);
        }

        var registry = new DeviceRegistry(devices, options.DeviceId);
        if (options.ChildId is not null || options.DeviceSecret is not null)
        {
            registry.Put(new RegisteredDevice(options.DeviceId, options.ChildId ?? development.ChildId,
                options.DeviceSecret ?? development.Secret, development.Enabled));
        }

        foreach (RegisteredDevice device in options.Devices)
        {
            registry.Put(device);
        }

        return registry;
    }

    private static RegisteredDevice New(string deviceId) => new(
        deviceId,
        "child-" + RandomNumberGenerator.GetHexString(2 * ChildSuffixBytes, lowercase: true),
        RandomNumberGenerator.GetBytes(RegisteredDevice.SecretBytes));
}
