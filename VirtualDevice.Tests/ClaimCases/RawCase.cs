namespace VirtualDevice.Tests.ClaimCases;

/// <summary>A row of a table: what a server does, byte by byte, to a claim that has been read.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="Script">What the server does after it has read the claim.</param>
/// <param name="Next">The state in which the device comes to rest.</param>
/// <param name="Delay">How long until its next claim.</param>
/// <param name="IsEndless">Whether the server never ends the exchange, so that the device's deadline has to.</param>
internal sealed record RawCase(string Name, Func<RawPeer, Task> Script, DeviceState Next, Band Delay, bool IsEndless = false);
