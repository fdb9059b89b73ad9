using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ServerStub.Tests;

/// <summary>No TLS record with more than 4,096 bytes of plain text, read off the wire: a board breaks off at a larger one.</summary>
public sealed class RecordLimitTests : StubTests
{
    private const int MaxPlaintext = 4096;

    // RFC 5246, 6.2.3.3 with RFC 5288: 8 bytes of nonce and 16 of tag. RFC 8446, 5.2: one byte of type and 16 of tag.
    private const int MaxOverhead = 24;
    private const byte ApplicationData = 23;

    [Theory]
    [InlineData(SslProtocols.Tls12, 8192)]
    [InlineData(SslProtocols.Tls13, 8192)]
    [InlineData(SslProtocols.Tls12, 1_000_000)]
    [InlineData(SslProtocols.Tls13, 1_000_000)]
    public async Task Large_texts_leave_in_small_records(SslProtocols protocol, int bytes)
    {
        using var relay = new RecordRelay(Stub.Server.Port);
        (string access, _) = await Stub.ClaimTokensAsync();
        using SocketsHttpHandler handler = TrustingClient.Handler(Stub.Server.CaPemPath, protocol);
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"wss://localhost:{relay.Port}/ws/esp32/{StubFixture.DeviceId}?token={access}"), invoker, Stub.Stop);
        using var device = new DeviceSocket(socket, Stub.Stop, bytes + 1);
        await Stub.EventAsync(StubEventKind.SessionOpened);

        await Stub.PlanAsync(new { at = "session", @do = "oversized", bytes });

        Assert.Equal(bytes, (await device.ReceiveAsync()).Length);
        AssertSmall(relay, bytes);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12), InlineData(SslProtocols.Tls13)]
    public async Task Large_answers_leave_in_small_records_however_they_are_written(SslProtocols protocol)
    {
        byte[] body = new byte[300_000];
        await using StubFixture stub = await StubFixture.StartAsync(options => options with
        {
            BeforeEndpoints = app => app.Use((HttpContext context, RequestDelegate next) => context.Request.Path.Value switch
            {
                "/stream" => context.Response.Body.WriteAsync(body).AsTask(),
                "/pipe" => context.Response.BodyWriter.WriteAsync(body).AsTask(),
                "/block" => WriteBlockAsync(context, body),
                _ => next(context),
            }),
        });
        using var relay = new RecordRelay(stub.Server.Port);
        using var http = new HttpClient(TrustingClient.Handler(stub.Server.CaPemPath, protocol));

        foreach (string path in new[] { "/stream", "/pipe", "/block" })
        {
            Assert.Equal(body, await http.GetByteArrayAsync($"https://localhost:{relay.Port}{path}", stub.Stop));
        }

        AssertSmall(relay, 3 * body.Length);
    }

    // One piece of memory that is larger than a record, as a JSON writer may ask for it.
    private static async Task WriteBlockAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentLength = body.Length;
        await context.Response.StartAsync();
        body.CopyTo(context.Response.BodyWriter.GetMemory(body.Length));
        context.Response.BodyWriter.Advance(body.Length);
        await context.Response.BodyWriter.FlushAsync();
    }

    private static void AssertSmall(RecordRelay relay, int atLeast)
    {
        int[] lengths = [.. relay.Records.Where(record => record.Type == ApplicationData).Select(record => record.Length)];
        Assert.True(lengths.Sum() >= atLeast, "The relay has missed records.");
        Assert.InRange(lengths.Max(), 1, MaxPlaintext + MaxOverhead);
    }
}
