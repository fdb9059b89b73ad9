using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ServerStub.Tls;

/// <summary>
/// At most <see cref="MaxPlaintextBytes"/> in one TLS record: a board shrinks its buffer after the handshake and breaks off
/// at a larger one. SslStream makes one record of each write up to 16 KB. Kestrel's writes are blocks of 4,096 bytes in
/// most cases, but larger where somebody asks for a larger piece of memory: nothing promises the size.
/// </summary>
internal static class RecordLimit
{
    /// <summary>What a board takes for sure.</summary>
    public const int MaxPlaintextBytes = 4096;

    /// <summary>To be called after UseHttps: what comes later in the pipeline is plain text.</summary>
    public static void UseRecordLimit(this ListenOptions listen) => listen.Use(next => connection =>
    {
        IDuplexPipe plain = connection.Transport;
        var options = new StreamPipeWriterOptions(connection.Features.Get<IMemoryPoolFeature>()?.MemoryPool);
        connection.Transport = new LimitedPipe(plain.Input, PipeWriter.Create(new RecordStream(plain.Output), options));
        return next(connection);
    });

    private sealed record LimitedPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
