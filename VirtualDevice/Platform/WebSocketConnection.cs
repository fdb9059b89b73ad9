using System.Net.WebSockets;
using System.Security.Authentication;
using TeddyFirmware.Dialing;
using TeddyFirmware.Protocol;
using TeddyFirmware.Session;

namespace VirtualDevice.Platform;

/// <summary>One connection from its upgrade to its end. Reports to its listener, and after <see cref="Abort"/> to nobody.</summary>
internal sealed class WebSocketConnection : IThreadPoolWorkItem
{
    private const int MaxDrainBytes = 256 * 1024;
    private static readonly TimeSpan s_closeWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_drainWait = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly ListenerGate _listener;
    private readonly TimeProvider _time;
    private readonly SecureConnection _connection;
    private readonly FrameReader _reader = new();
    private FrameStream? _frames;
    private WebSocket? _socket;
    private ITimer? _closeTimer;
    private ReadOnlyMemory<byte> _outgoing;
    private int _isSending;
    private volatile bool _isOpen;

    public WebSocketConnection(ServerLink server, TimeProvider time, AddressOrder addresses, IWebSocketListener listener)
    {
        _time = time;
        _listener = new ListenerGate(listener);
        _connection = new SecureConnection(server, time, addresses);
    }

    /// <summary>Opens, receives until the end, and reports both. Throws nothing.</summary>
    public async Task RunAsync(string url, int deadlineMs)
    {
        if (!await TryOpenAsync(url, deadlineMs).ConfigureAwait(false))
        {
            return;
        }

        _isOpen = true;
        _listener.Report(static listener => listener.OnOpened());
        await new MessageReader(_socket!, _listener, _time, _connection.Dropped).RunAsync().ConfigureAwait(false);
        _isOpen = false;
        int code = await SayGoodbyeAsync().ConfigureAwait(false);

        // Before the report: there are never two connections at once (contract, section 5).
        Drop();
        _listener.ReportLast(listener => listener.OnClosed(code));
    }

    public bool Send(byte[] message, int length)
    {
        if (!_isOpen || Interlocked.CompareExchange(ref _isSending, 1, 0) != 0)
        {
            return false;
        }

        // On another thread, so that the report of a send that ends at once does not come before this returns.
        _outgoing = message.AsMemory(0, length);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    public void Ping()
    {
        if (_isOpen)
        {
            _ = WatchAsync(_frames!.Writer.PingAsync());
        }
    }

    public void Close(int closeCode)
    {
        if (!_isOpen)
        {
            return;
        }

        lock (_gate)
        {
            _closeTimer ??= _time.CreateTimer(_ => _connection.Dispose(), null, s_closeWait, Timeout.InfiniteTimeSpan);
        }

        _ = WatchAsync(_frames!.Writer.CloseAsync(closeCode, _connection.Dropped).AsTask());
    }

    public void Abort()
    {
        _listener.Shut();
        _isOpen = false;
        Drop();
    }

    /// <summary>Sends the message that <see cref="Send"/> took.</summary>
    void IThreadPoolWorkItem.Execute() => _ = WatchAsync(SendAsync());

    private async Task<bool> TryOpenAsync(string address, int deadlineMs)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(deadlineMs), _time);
        Upgrade? upgrade = null;
        OpenFailure failure;
        string? error;
        try
        {
            ServerUrl url = ServerUrl.Parse(address) ?? throw new UriFormatException("No wss:// URL.");
            Stream stream = await _connection.OpenAsync(url.Host, url.Port, deadlineMs, deadline.Token).ConfigureAwait(false);
            upgrade = new Upgrade(url, new PcRandom());
            if (await UpgradeAsync(stream, upgrade, deadline.Token).ConfigureAwait(false))
            {
                return true;
            }

            (failure, error) = (upgrade.Failure, upgrade.Fault);
        }
        catch (Exception problem)
        {
            failure = problem is PeerFault fault ? fault.Failure
                : deadline.IsCancellationRequested ? OpenFailure.TimedOut
                : problem is AuthenticationException ? OpenFailure.TlsRefused
                : OpenFailure.Unreachable;
            error = PeerFault.WordOf(problem);
        }

        Drop();
        string? retryAfter = failure == OpenFailure.HttpStatus ? upgrade!.RetryAfter : null;
        _listener.ReportLast(listener => listener.OnRefused(failure, upgrade?.Status ?? 0, retryAfter, error));
        return false;
    }

    private async Task<bool> UpgradeAsync(Stream stream, Upgrade upgrade, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(upgrade.Request, cancellationToken).ConfigureAwait(false);
        while (!upgrade.IsAnswered)
        {
            int read = await stream.ReadAsync(_reader.Buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            int headBytes = upgrade.Take(_reader.Buffer, read);
            _reader.Receive(headBytes, read - headBytes);
        }

        if (!upgrade.IsAccepted())
        {
            return false;
        }

        // The core drives the heartbeat, as on the board.
        _frames = new FrameStream(stream, _reader, _listener);
        _socket = WebSocket.CreateFromStream(_frames, new WebSocketCreationOptions { KeepAliveInterval = TimeSpan.Zero });
        return true;
    }

    private async Task SendAsync()
    {
        await _socket!.SendAsync(_outgoing, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
        _outgoing = default;
        Volatile.Write(ref _isSending, 0);
        _listener.Report(static listener => listener.OnSent());
    }

    // Answers the peer's close frame, or tells it what it did wrong; returns the code to report.
    private async Task<int> SayGoodbyeAsync()
    {
        FrameStream frames = _frames!;
        int code = frames.EndCode;
        if (code == 0)
        {
            return CloseCode.Abnormal;
        }

        using var deadline = new CancellationTokenSource(s_drainWait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _connection.Dropped);
        try
        {
            await frames.Writer.CloseAsync(code, either.Token).ConfigureAwait(false);
            if (_reader.Fault != 0)
            {
                await frames.DrainAsync(MaxDrainBytes, either.Token).ConfigureAwait(false);
            }
        }
        catch (Exception problem) when (EndOfConnection.Is(problem))
        {
            // It has ended without hearing us out.
        }

        return code;
    }

    private void Drop()
    {
        lock (_gate)
        {
            _closeTimer?.Dispose();
        }

        _connection.Dispose();
        _socket?.Dispose();
    }

    // A write that fails leaves a connection of no use: dropped here, it ends the reading, and that reports the end. Not
    // where the frames have ended it already: then the library fails every write, and the goodbye still has to go out.
    private async Task WatchAsync(Task write)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        catch (Exception problem) when (EndOfConnection.Is(problem))
        {
            if (_frames!.EndCode == 0)
            {
                _connection.Dispose();
            }
        }
    }
}
