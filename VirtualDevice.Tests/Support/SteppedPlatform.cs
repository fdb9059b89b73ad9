namespace VirtualDevice.Tests.Support;

/// <summary>The PC's platform on virtual time: real sockets, TLS, files and cryptography, with a clock and draws that a test chooses.</summary>
internal sealed class SteppedPlatform : PlatformWith
{
    public SteppedPlatform(string folder, ServerLink server, ILogSink log, VirtualTime time)
        : this(new PcPlatform(folder, server, log, time))
    {
    }

    private SteppedPlatform(PcPlatform pc)
        : base(pc)
    {
        base.Clock = Clock = new SetUtcClock(pc.Clock);
        base.Random = Random = new ChosenDraws(pc.Random);
        base.Flash = Flash = new CountedFlash(pc.Flash, Clock);
    }

    public new SetUtcClock Clock { get; }

    public new ChosenDraws Random { get; }

    public new CountedFlash Flash { get; }
}
