using System.IO.Pipelines;
using ServerStub.Hosting;

namespace ServerStub.Tls;

/// <summary>Passes writes on in pieces, each of which becomes one TLS record. Only for writing.</summary>
internal sealed class RecordStream(PipeWriter output) : AsyncStream
{
    public override bool CanRead => false;

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

    public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken).AsTask();

    // Kestrel writes asynchronously; it flushes once more, with nothing left, as it completes the pipe.
    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            output.Complete();
        }

        base.Dispose(disposing);
    }
}
