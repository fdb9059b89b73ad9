using TeddyFirmware.Diagnostics;

namespace VirtualDevice.Tests.Support;

/// <summary>The unit tests' platform with the PC's cryptography: fast enough to try every case there is.</summary>
internal sealed class FastPlatform : PlatformWith
{
    private static readonly PcCryptography s_pc = new();

    private readonly FakePlatform _fake;

    public FastPlatform(MemoryFlash flash, IRandom random)
        : this(new FakePlatform(flash, random))
    {
    }

    private FastPlatform(FakePlatform fake)
        : base(fake) => (_fake, Cryptography) = (fake, s_pc);

    public FakeClock FakeClock => _fake.FakeClock;

    public Log NewLog() => _fake.NewLog();
}
