namespace VirtualDevice.Tests.Support;

/// <summary>Puts a provisioning file into a board's flash, as the flasher does.</summary>
internal static class Flashed
{
    public static void Provision(string boardFolder, RegisteredDevice device, byte[]? secret = null, string nonceForm = "bytes") =>
        new FolderFlash(Path.Combine(boardFolder, PcPlatform.FlashFolder)).Write("provision.json", JsonSerializer.SerializeToUtf8Bytes(new
        {
            format = 1,
            device_id = device.DeviceId,
            child_id = device.ChildId,
            oob_secret = Convert.ToHexStringLower(secret ?? device.Secret.ToArray()),
            server_url = "https://localhost",
            claim_nonce = nonceForm,
        }));
}
