using System.IO.Pipelines;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ServerStub.Tls;

/// <summary>
/// At most <see cref="MaxPlaintextBytes"/> in one TLS record: a board shrinks its buffer after the handshake and breaks off
/// at a larger one. SslStream makes one record of each write up to 16 KB, and Kestrel hands it the buffers of a
/// <see cref="PipeWriter"/> one by one, or, where a single write is large and nothing waits, that write whole.
/// </summary>
internal static class RecordLimit
{
    /// <summary>What a board takes for sure.</summary>
    public const int MaxPlaintextBytes = 4096;

    /// <summary>To be called after UseHttps: what comes later in the pipeline is plain text.</summary>
    public static void UseRecordLimit(this ListenOptions listen) => listen.Use(next => connection =>
    {
        IDuplexPipe plain = connection.Transport;
        connection.Transport = new LimitedPipe(plain.Input, new RecordWriter(plain.Output));
        return next(connection);
    });

    private sealed record LimitedPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
