using System.IO.Pipelines;

namespace ServerStub.Tls;

/// <summary>Passes writes on in pieces, each of which becomes one TLS record. Only for writing.</summary>
internal sealed class RecordStream(PipeWriter output) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            ReadOnlyMemory<byte> piece = buffer[..Math.Min(buffer.Length, RecordLimit.MaxPlaintextBytes)];
            FlushResult result = await output.WriteAsync(piece, cancellationToken);
            if (result.IsCanceled)
            {
                throw new OperationCanceledException();
            }

            buffer = buffer[piece.Length..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken).AsTask();

    // Kestrel writes asynchronously; it flushes once more, with nothing left, as it completes the pipe.
    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            output.Complete();
        }

        base.Dispose(disposing);
    }
}
