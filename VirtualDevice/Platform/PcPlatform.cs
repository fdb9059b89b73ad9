using TeddyFirmware.Dialing;

namespace VirtualDevice.Platform;

/// <summary>The seam of the firmware, on a PC: one for each virtual board, nothing shared between two.</summary>
public sealed class PcPlatform : IPlatform
{
    /// <summary>The folder inside a board's folder that is its flash.</summary>
    public const string FlashFolder = "flash";

    /// <summary>Builds a board.</summary>
    /// <param name="boardFolder">Its folder: the MAC address, and the flash in a folder of its own. Made where it is missing.</param>
    /// <param name="server">How its server is reached, and which authorities it trusts.</param>
    /// <param name="log">Where its log lines go.</param>
    /// <param name="time">Its time; null takes the PC's.</param>
    public PcPlatform(string boardFolder, ServerLink server, ILogSink log, TimeProvider? time = null)
    {
        Time = time ?? TimeProvider.System;
        Clock = new PcClock(Time);
        Flash = new FolderFlash(Path.Combine(boardFolder, FlashFolder));
        Network = new PcNetwork(boardFolder);
        var addresses = new AddressOrder();
        Http = new HttpTransport(server, Time, addresses);
        WebSocket = new WebSocketTransport(server, Time, addresses);
        Log = log;
    }

    /// <summary>Where every time of this board comes from.</summary>
    public TimeProvider Time { get; }

    /// <inheritdoc />
    public IClock Clock { get; }

    /// <inheritdoc />
    public IRandom Random { get; } = new PcRandom();

    /// <inheritdoc />
    public ICryptography Cryptography { get; } = new PcCryptography();

    /// <inheritdoc />
    public IFlash Flash { get; init; }

    /// <inheritdoc />
    public INetwork Network { get; }

    /// <inheritdoc />
    public IHttpTransport Http { get; }

    /// <inheritdoc />
    public IWebSocketTransport WebSocket { get; }

    /// <inheritdoc />
    public IWorker Worker { get; } = new PcWorker();

    /// <summary>Reboot and memory, with the event that the runner listens to.</summary>
    public PcPower Power { get; } = new();

    /// <inheritdoc />
    public ILogSink Log { get; }

    /// <inheritdoc />
    IPower IPlatform.Power => Power;
}
