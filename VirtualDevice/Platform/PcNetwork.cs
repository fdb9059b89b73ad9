namespace VirtualDevice.Platform;

/// <summary>The PC's network: it is there, or the connection attempts will say that it is not.</summary>
/// <param name="boardFolder">The folder that keeps the board's MAC address.</param>
public sealed class PcNetwork(string boardFolder) : INetwork
{
    private readonly byte[] _mac = BoardFile.LoadOrCreateMac(boardFolder);

    /// <inheritdoc />
    public bool IsUp => true;

    /// <inheritdoc />
    public void Begin()
    {
    }

    /// <inheritdoc />
    public void Renew()
    {
    }

    /// <inheritdoc />
    public byte[] GetMacAddress() => (byte[])_mac.Clone();

    /// <inheritdoc />
    public string? GetWifi() => null;
}
