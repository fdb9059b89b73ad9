using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Tests.Support;
using VirtualDevice.Platform;

namespace VirtualDevice.Tests.Support;

/// <summary>The unit tests' platform with the PC's cryptography: fast enough to try every case there is.</summary>
internal sealed class FastPlatform(MemoryFlash flash, IRandom random) : IPlatform
{
    private static readonly PcCryptography Pc = new();

    private readonly FakePlatform _fake = new(flash, random);

    public FakeClock FakeClock => _fake.FakeClock;

    public IClock Clock => _fake.Clock;

    public IRandom Random => _fake.Random;

    public ICryptography Cryptography => Pc;

    public IFlash Flash => _fake.Flash;

    public INetwork Network => _fake.Network;

    public IHttpTransport Http => _fake.Http;

    public IWebSocketTransport WebSocket => _fake.WebSocket;

    public IWorker Worker => _fake.Worker;

    public IPower Power => _fake.Power;

    public ILogSink Log => _fake.Log;

    public Log NewLog() => _fake.NewLog();
}
