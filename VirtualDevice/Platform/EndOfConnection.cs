using System.Net.WebSockets;

namespace VirtualDevice.Platform;

/// <summary>Tells the ways in which .NET says that a connection is gone from faults of our own.</summary>
internal static class EndOfConnection
{
    /// <summary>True for what reading or writing throws once a connection has ended or was dropped.</summary>
    public static bool Is(Exception problem) => problem
        is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;
}
