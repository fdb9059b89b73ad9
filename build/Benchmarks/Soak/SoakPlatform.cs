using VirtualDevice.Platform;

namespace Benchmarks.Soak;

/// <summary>The machine of one boot.</summary>
internal sealed record SoakPlatform(
    IClock Clock, IRandom Random, IFlash Flash, INetwork Network, IHttpTransport Http, IWebSocketTransport WebSocket, IPower Power, ILogSink Log)
    : IPlatform, IWorker
{
    /// <inheritdoc />
    public ICryptography Cryptography { get; } = new PcCryptography();

    /// <inheritdoc />
    public IWorker Worker => this;

    /// <inheritdoc />
    public void Start(IWork work) => work.Run();
}
