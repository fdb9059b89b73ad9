namespace Benchmarks.Support;

/// <summary>A network of which there is only the board's address, to which the sealing keys are bound.</summary>
internal sealed class NoNetwork : INetwork
{
    public bool IsUp => false;

    public void Begin()
    {
    }

    public void Renew()
    {
    }

    public byte[] GetMacAddress() => [2, 0, 0, 0, 0, 1];

    public string? GetWifi() => null;
}
