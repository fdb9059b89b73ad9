namespace VirtualDevice.Doctor;

/// <summary>What the core needs to build a claim, and nothing that a board keeps: the doctor writes no file.</summary>
internal sealed class ClaimPlatform(TimeProvider time) : IPlatform
{
    /// <inheritdoc />
    public IClock Clock { get; } = new PcClock(time);

    /// <inheritdoc />
    public IRandom Random { get; } = new PcRandom();

    /// <inheritdoc />
    public ICryptography Cryptography { get; } = new PcCryptography();

    IFlash IPlatform.Flash => throw new NotSupportedException();

    INetwork IPlatform.Network => throw new NotSupportedException();

    IHttpTransport IPlatform.Http => throw new NotSupportedException();

    IWebSocketTransport IPlatform.WebSocket => throw new NotSupportedException();

    IWorker IPlatform.Worker => throw new NotSupportedException();

    IPower IPlatform.Power => throw new NotSupportedException();

    ILogSink IPlatform.Log => throw new NotSupportedException();
}
