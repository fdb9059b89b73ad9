using ServerStub.Hosting;

namespace ServerStub.Sessions;

/// <summary>
/// The bytes of a WebSocket, under .NET's own: where a fault can write a frame that .NET offers no call for, and where a
/// connection can go silent. Each write of .NET is a whole frame, so a frame may be put between two of them.
/// </summary>
internal sealed class UpgradedStream(Stream inner) : AsyncStream
{
    private static readonly ReadOnlyMemory<byte> s_closeWithoutCode = new byte[] { 0x88, 0 };
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly MaskWatch _masks = new();
    private readonly TaskCompletionSource _never = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isFrozen;
    private long _lastReadAtMs = Environment.TickCount64;

    /// <summary>True: nothing is read or written any more.</summary>
    public bool IsFrozen => _isFrozen;

    /// <summary>How long nothing has come from the peer. By the machine's clock, as .NET's pings are.</summary>
    public long SilentForMs => Environment.TickCount64 - Volatile.Read(ref _lastReadAtMs);

    /// <summary>From now on reads and writes end only by cancellation: the peer sees silence.</summary>
    public void Freeze() => _isFrozen = true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_masks.SawUnmasked)
        {
            return Fill(buffer);
        }

        int count = await inner.ReadAsync(buffer, cancellationToken);
        _masks.Pass(buffer.Span[..count]);
        Volatile.Write(ref _lastReadAtMs, Environment.TickCount64);
        await WhileFrozenAsync(cancellationToken);
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await WhileFrozenAsync(cancellationToken);
        await _writer.WaitAsync(cancellationToken);
        try
        {
            // .NET writes 1005 where no code was asked for; that one may not be sent (RFC 6455, 7.4.1).
            bool isNoCode = buffer.Span is [0x88, 2, 3, 0xED];
            await inner.WriteAsync(isNoCode ? s_closeWithoutCode : buffer, cancellationToken);
        }
        finally
        {
            _writer.Release();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _isFrozen ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override void Flush()
    {
        if (!_isFrozen)
        {
            inner.Flush();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Whoever waits for the thaw is woken, and finds that all is over.
            _never.TrySetCanceled();
            if (!_isFrozen)
            {
                inner.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    // A server of .NET wants six bytes, mask included, before it looks at a header: a shorter frame without a mask would be
    // waited on for ever. With the rest made up it is refused with 1002 (RFC 6455, 5.1); what is made up is never read.
    private static int Fill(Memory<byte> buffer)
    {
        int count = Math.Min(buffer.Length, MaskWatch.LongestMaskedHead);
        buffer.Span[..count].Clear();
        return count;
    }

    private Task WhileFrozenAsync(CancellationToken cancellationToken) =>
        _isFrozen ? _never.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
}
