using ServerStub.Configuration;
using ServerStub.Storage;

namespace ServerStub.Devices;

/// <summary>A look at a stub's devices.json without starting the stub. Writes nothing.</summary>
public static class KnownDevices
{
    /// <summary>The device of that name in any case; null where the stub has not made it yet.</summary>
    /// <exception cref="SettingsException">devices.json is malformed.</exception>
    public static RegisteredDevice? Find(string dataFolder, string deviceId) => Directory.Exists(dataFolder)
        ? new DevicesFile(new DataFolder(dataFolder)).Read()
            .FirstOrDefault(device => device.DeviceId.Equals(deviceId, StringComparison.OrdinalIgnoreCase))
        : null;
}
