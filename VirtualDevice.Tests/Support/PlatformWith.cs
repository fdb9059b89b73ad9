namespace VirtualDevice.Tests.Support;

/// <summary>A platform of which a test replaces some parts.</summary>
internal class PlatformWith(IPlatform rest) : IPlatform
{
    public IClock Clock { get; init; } = rest.Clock;

    public IRandom Random { get; init; } = rest.Random;

    public ICryptography Cryptography { get; init; } = rest.Cryptography;

    public IFlash Flash { get; init; } = rest.Flash;

    public INetwork Network { get; init; } = rest.Network;

    public IHttpTransport Http { get; init; } = rest.Http;

    public IWebSocketTransport WebSocket { get; init; } = rest.WebSocket;

    public IWorker Worker { get; init; } = rest.Worker;

    public IPower Power { get; init; } = rest.Power;

    public ILogSink Log { get; init; } = rest.Log;
}
