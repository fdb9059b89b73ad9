using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;
using VirtualDevice.Platform;

namespace Benchmarks.Steady;

/// <summary>A machine around the core that allocates nothing while nothing happens.</summary>
internal sealed class SteadyPlatform : IPlatform, ILogSink, IWakeSignal
{
    private readonly MemoryFlash _flash = new();

    public SteadyPlatform() => _flash.Put(FlashFiles.Provisioning, new ProvisionFile().ToBytes());

    /// <summary>The time, which passes by order only.</summary>
    public FakeClock Time { get; } = new();

    /// <summary>The server.</summary>
    public SteadyServer Server { get; } = new();

    /// <inheritdoc />
    public IClock Clock => Time;

    /// <inheritdoc />
    public IRandom Random { get; } = new ScriptedRandom(1);

    /// <inheritdoc />
    public ICryptography Cryptography { get; } = new PcCryptography();

    /// <inheritdoc />
    public IFlash Flash => _flash;

    /// <inheritdoc />
    public INetwork Network { get; } = new FakeNetwork();

    /// <inheritdoc />
    public IHttpTransport Http => Server;

    /// <inheritdoc />
    public IWebSocketTransport WebSocket => Server;

    /// <inheritdoc />
    public IWorker Worker { get; } = new PcWorker();

    /// <inheritdoc />
    public IPower Power { get; } = new FakePower();

    /// <inheritdoc />
    public ILogSink Log => this;

    /// <inheritdoc />
    public void Write(string line)
    {
        // The line is the core's and is counted; what becomes of it is not.
    }

    /// <inheritdoc />
    public void Wake()
    {
    }
}
