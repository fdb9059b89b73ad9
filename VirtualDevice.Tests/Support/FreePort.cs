namespace VirtualDevice.Tests.Support;

/// <summary>A port of loopback on which nobody listens: it was taken for a moment, and let go.</summary>
internal static class FreePort
{
    public static int Take()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
