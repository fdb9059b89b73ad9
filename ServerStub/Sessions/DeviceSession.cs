using System.Net.WebSockets;
using System.Text.Unicode;

namespace ServerStub.Sessions;

/// <summary>
/// One open WebSocket of a device. One loop reads; whoever sends or closes takes turns at the gate, because a socket
/// takes one sender at a time.
/// </summary>
internal sealed class DeviceSession : IDisposable
{
    private const int StillOpen = 0;

    // RFC 6455, 7.4.1: the first two are never on the wire, they say how a connection ended.
    private const int NoCode = 1005;
    private const int AbnormalCode = 1006;
    private const int ProtocolErrorCode = 1002;

    private static readonly TimeSpan s_closeDeadline = TimeSpan.FromSeconds(2);
    private static readonly byte[] s_echo = "Echo: "u8.ToArray();

    private readonly WebSocket _socket;
    private readonly SessionConnection _connection;
    private readonly StubOptions _options;
    private readonly StubEvents _events;
    private readonly MessageReader _reader;
    private readonly long _openedAt;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _closedWith;
    private int _sequence;

    public DeviceSession(
        WebSocket socket, SessionConnection connection, string deviceId, StubOptions options, StubEvents events, FaultPlans plans)
    {
        (_socket, _connection, DeviceId, _options, _events) = (socket, connection, deviceId, options, events);
        _reader = new MessageReader(socket);
        _openedAt = options.Clock.GetTimestamp();
        Faults = new SessionFaults(this, plans, events);
    }

    public string DeviceId { get; }

    /// <summary>True once it was let in, and not only accepted to be refused.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The faults that concern it.</summary>
    public SessionFaults Faults { get; }

    /// <summary>Ends when the session has ended, however that came about.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Reads and answers until either side closes or the connection breaks.</summary>
    /// <param name="refusal">A code to close with at once, or null.</param>
    public async Task RunAsync(WebSocketCloseStatus? refusal)
    {
        using CancellationTokenRegistration registration = _connection.Aborted.Register(Abort);
        using SilenceWatch? watch = _connection.WatchSilence(_options.SilenceLimit, () => _ = CloseSilentAsync());
        int code = AbnormalCode;
        try
        {
            if (refusal is { } status)
            {
                await CloseAsync((int)status, "refused");
            }

            code = await ReadUntilClosedAsync();
        }
        catch (WebSocketException problem)
        {
            code = CodeAfterBreak(AbnormalCode);
            if (problem.WebSocketErrorCode == WebSocketError.Faulted)
            {
                // .NET has sent 1002 or 1007 by itself and says not which. Until the peer has read it and hung up the
                // connection stays: closed at once, a reset could overtake the close frame.
                code = CodeAfterBreak(ProtocolErrorCode);
                await UntilGoneAsync(s_closeDeadline);
            }
        }
        catch (OperationCanceledException)
        {
            // The peer did not answer a close in time, or the session was dropped on purpose.
            code = CodeAfterBreak(AbnormalCode);
        }
        finally
        {
            await EndAsync(code);
        }
    }

    public async Task SendTextAsync(ReadOnlyMemory<byte> text)
    {
        await _gate.WaitAsync(_stop.Token);
        try
        {
            if (!IsClosing)
            {
                await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
                _events.Publish(StubEventKind.TextSent, DeviceId, bytes: text.Length);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Sends a close frame, once. From now the peer has two seconds to answer before the connection is dropped, a peer
    /// included that reads nothing and so holds the gate.
    /// </summary>
    public async Task CloseAsync(int code, string? reason)
    {
        if (Interlocked.CompareExchange(ref _closedWith, code, StillOpen) != StillOpen)
        {
            return;
        }

        _stop.CancelAfter(s_closeDeadline);
        await _gate.WaitAsync(_stop.Token);
        try
        {
            // 1005 stands for a close frame without a code.
            await _socket.CloseOutputAsync((WebSocketCloseStatus)code, code == NoCode ? null : reason, _stop.Token);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Drops the connection without a close frame: the device sees 1006.</summary>
    public void Abort()
    {
        _stop.Cancel();
        _socket.Abort();
    }

    /// <summary>Resets the connection: no close frame, no TLS alert, no FIN.</summary>
    public void Reset() => _connection.Reset();

    /// <summary>Reads and writes no more, and keeps the connection until the device gives up.</summary>
    public void Freeze(int faultId)
    {
        _connection.Freeze();
        _events.Publish(new StubEvent(0, default, StubEventKind.SessionFrozen) { DeviceId = DeviceId, Fault = faultId });
    }

    /// <summary>Sends pings in one write.</summary>
    public async Task SendPingsAsync(int count, byte[] ping)
    {
        byte[] frames = [.. Enumerable.Repeat(ping, count).SelectMany(frame => frame)];
        await _connection.WriteFramesAsync(frames, _stop.Token);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _stop.Dispose();
        _gate.Dispose();
    }

    private bool IsClosing => Volatile.Read(ref _closedWith) != StillOpen;

    private int CodeAfterBreak(int otherwise) => IsClosing ? Volatile.Read(ref _closedWith) : otherwise;

    private async Task<int> ReadUntilClosedAsync()
    {
        while (true)
        {
            MessageKind kind = await _reader.ReadAsync(_stop.Token);
            if (kind == MessageKind.Close)
            {
                return await AnswerCloseAsync();
            }

            if (IsClosing)
            {
                // RFC 6455, 7.1.6: what arrives between the two close frames is read, so that ours is not lost to a reset.
                continue;
            }

            switch (kind)
            {
                case MessageKind.Text when !Utf8.IsValid(_reader.Message.Span):
                    // .NET does not look at a letter that an empty last fragment leaves cut.
                    await CloseAsync((int)WebSocketCloseStatus.InvalidPayloadData, "not UTF-8");
                    break;
                case MessageKind.Text:
                    await AnswerTextAsync();
                    break;
                case MessageKind.Binary:
                    await CloseAsync(_options.BinaryCloseCode, "text only");
                    break;
                default:
                    await CloseAsync((int)WebSocketCloseStatus.MessageTooBig, "message too large");
                    break;
            }
        }
    }

    private async Task AnswerTextAsync()
    {
        ReadOnlyMemory<byte> text = _reader.Message;
        _events.Publish(StubEventKind.TextReceived, DeviceId, bytes: text.Length);
        await Faults.DelayAnswerAsync(_stop.Token);
        await SendTextAsync(_options.Echo == EchoStyle.Bare ? text.ToArray() : (byte[])[.. s_echo, .. text.Span]);
        if (_options.Echo == EchoStyle.Full)
        {
            await SendTextAsync(Encoding.UTF8.GetBytes($$"""{"type":"processed","seq":{{++_sequence}},"length":{{text.Length}}}"""));
        }

        Faults.OnAnswered();
    }

    private async Task<int> AnswerCloseAsync()
    {
        if (IsClosing)
        {
            return Volatile.Read(ref _closedWith);
        }

        // RFC 6455, 5.5.1: an answer repeats the code; a close without one is answered without one.
        int code = _socket.CloseStatus is { } status and not WebSocketCloseStatus.Empty ? (int)status : NoCode;
        await CloseAsync(code, null);
        return code;
    }

    private async Task CloseSilentAsync()
    {
        if (_connection.IsFrozen)
        {
            return;
        }

        try
        {
            await CloseAsync((int)WebSocketCloseStatus.InternalServerError, "ping timeout");
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // It ended in the same moment, or takes no close frame either.
        }
    }

    private async Task EndAsync(int code)
    {
        if (_connection.IsFrozen)
        {
            // A half-open connection is one that the server would never end: not even after its own unanswered pings.
            await UntilGoneAsync(Timeout.InfiniteTimeSpan);
        }

        _events.Publish(new StubEvent(0, default, StubEventKind.SessionClosed)
        {
            DeviceId = DeviceId,
            CloseCode = code,
            WasOpen = IsOpen,
            Fault = Faults.EndedBy,
            Ms = _options.Clock.GetElapsedTime(_openedAt).TotalMilliseconds,
        });
        _ended.TrySetResult();
        await _stop.CancelAsync();
        await Faults.Done;
    }

    private async Task UntilGoneAsync(TimeSpan atMost)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_connection.Aborted, _stop.Token);
        await Task.Delay(atMost, gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
