using TeddyFirmware.Platform;
using TeddyFirmware.Tests.Support;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.Outages;

/// <summary>The tests' fast machine with a server that follows a history, and no log.</summary>
internal sealed class HistoryPlatform(MemoryFlash flash, IRandom random, HistoryServer server) : IPlatform, ILogSink
{
    private readonly FastPlatform _fast = new(flash, random);

    public FakeClock FakeClock => _fast.FakeClock;

    public IClock Clock => _fast.Clock;

    public IRandom Random => _fast.Random;

    public ICryptography Cryptography => _fast.Cryptography;

    public IFlash Flash => _fast.Flash;

    public INetwork Network => _fast.Network;

    public IHttpTransport Http => server;

    public IWebSocketTransport WebSocket => server;

    public IWorker Worker => _fast.Worker;

    public IPower Power => _fast.Power;

    public ILogSink Log => this;

    public void Write(string line)
    {
    }
}
