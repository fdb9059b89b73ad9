using VirtualDevice.Platform;

namespace Benchmarks.Support;

/// <summary>The PC's cryptography and generator, files in memory, and no network: what is measured is the core's own work.</summary>
internal sealed class CoreOnly : IPlatform
{
    public IClock Clock { get; } = new PcClock(TimeProvider.System);

    public IRandom Random { get; } = new PcRandom();

    public ICryptography Cryptography { get; } = new PcCryptography();

    public IFlash Flash { get; } = new FilesInMemory();

    public INetwork Network { get; } = new NoNetwork();

    public IHttpTransport Http => throw new NotSupportedException();

    public IWebSocketTransport WebSocket => throw new NotSupportedException();

    public IWorker Worker => throw new NotSupportedException();

    public IPower Power => throw new NotSupportedException();

    public ILogSink Log => throw new NotSupportedException();
}
