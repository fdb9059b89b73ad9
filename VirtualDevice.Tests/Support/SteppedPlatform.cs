using TeddyFirmware.Platform;
using VirtualDevice.Platform;

namespace VirtualDevice.Tests.Support;

/// <summary>The PC's platform on virtual time: real sockets, TLS, files and cryptography, with a clock and draws that a test chooses.</summary>
internal sealed class SteppedPlatform : IPlatform
{
    private readonly PcPlatform _pc;

    public SteppedPlatform(string folder, ServerLink server, VirtualTime time)
    {
        _pc = new PcPlatform(folder, server, Lines, time);
        Clock = new SetUtcClock(_pc.Clock);
        Random = new ChosenDraws(_pc.Random);
        Flash = new CountedFlash(_pc.Flash, Clock);
    }

    public LineRecorder Lines { get; } = new();

    public SetUtcClock Clock { get; }

    public ChosenDraws Random { get; }

    public CountedFlash Flash { get; }

    IClock IPlatform.Clock => Clock;

    IRandom IPlatform.Random => Random;

    IFlash IPlatform.Flash => Flash;

    public ICryptography Cryptography => _pc.Cryptography;

    public INetwork Network => _pc.Network;

    public IHttpTransport Http => _pc.Http;

    public IWebSocketTransport WebSocket => _pc.WebSocket;

    public IWorker Worker => _pc.Worker;

    public IPower Power => _pc.Power;

    public ILogSink Log => Lines;
}
