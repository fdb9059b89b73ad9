using System.IO.Pipelines;

namespace ServerStub.Tls;

/// <summary>Passes everything on in buffers that each become a TLS record of a bounded size.</summary>
/// <remarks>
/// Kestrel's writer under it owns blocks of 4,096 bytes, and writes each filled block by itself: it is enough to never ask
/// it for a larger one and to never hand it a write of the caller's own memory. A test reads the records off the wire.
/// </remarks>
internal sealed class RecordWriter(PipeWriter inner) : PipeWriter
{
    // For a caller that wants more contiguous memory than goes into a record: it gets this, and what it has written is
    // copied in pieces.
    private byte[]? _large;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        _large = sizeHint > RecordLimit.MaxPlaintextBytes ? new byte[sizeHint] : null;
        return _large ?? Limit(inner.GetMemory(sizeHint));
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        if (_large is not { } large)
        {
            inner.Advance(bytes);
            return;
        }

        _large = null;
        for (ReadOnlySpan<byte> left = large.AsSpan(0, bytes); left.Length > 0;)
        {
            Span<byte> block = Limit(inner.GetMemory()).Span;
            int length = Math.Min(block.Length, left.Length);
            left[..length].CopyTo(block);
            inner.Advance(length);
            left = left[length..];
        }
    }

    // The base class's WriteAsync copies into GetMemory's buffers and flushes, which is what is wanted here.
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    private static Memory<byte> Limit(Memory<byte> block) =>
        block.Length > RecordLimit.MaxPlaintextBytes ? block[..RecordLimit.MaxPlaintextBytes] : block;
}
