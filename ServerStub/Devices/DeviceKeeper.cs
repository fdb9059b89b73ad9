using ServerStub.Storage;

namespace ServerStub.Devices;

/// <summary>Writes a device into devices.json, where it is found at the next start.</summary>
internal sealed class DeviceKeeper(DataFolder folder)
{
    public async Task AddAsync(RegisteredDevice device, CancellationToken cancellationToken)
    {
        using (await folder.LockAsync(cancellationToken))
        {
            var file = new DevicesFile(folder);
            file.Write([.. file.Read().Where(kept => !kept.DeviceId.Equals(device.DeviceId, StringComparison.OrdinalIgnoreCase)), device]);
        }
    }
}
