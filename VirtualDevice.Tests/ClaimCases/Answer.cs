using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ServerStub.Tokens;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>Answers in the stub's place, over its own Kestrel and TLS.</summary>
internal static class Answer
{
    private const string Json = "application/json";

    /// <summary>What the stub itself answers.</summary>
    public static readonly ServerAnswer Own = (context, next) => next(context);

    /// <summary>The connection is dropped once the request has been read.</summary>
    public static readonly ServerAnswer Dropped = (context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>The request is read and never answered.</summary>
    public static readonly ServerAnswer Never = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { });

    /// <summary>The stub does what it is asked for, and the connection is dropped in place of its answer.</summary>
    public static readonly ServerAnswer Lost = async (context, next) =>
    {
        await IgnoringAnswerAsync(context, next);
        context.Abort();
    };

    /// <summary>A proxy between the two loses the stub's answer and sends the same request again.</summary>
    public static readonly ServerAnswer LostAndRepeatedByAProxy = async (context, next) =>
    {
        await IgnoringAnswerAsync(context, next);
        await next(context);
    };

    public static ServerAnswer Status(int status, string? retryAfter = null) => Status(status, _ => retryAfter);

    /// <summary>A status with a Retry-After that depends on the time.</summary>
    public static ServerAnswer Status(int status, Func<DateTimeOffset, string?> retryAfter) => (context, _) =>
    {
        if (retryAfter(context.RequestServices.GetRequiredService<ServerStub.StubOptions>().Clock.GetUtcNow()) is { } value)
        {
            context.Response.Headers.RetryAfter = value;
        }

        // 204 and 304 may have no body.
        return WriteAsync(context, status, Json, status is 204 or 304 ? [] : "{\"detail\":\"no\"}"u8.ToArray());
    };

    public static ServerAnswer Redirect(int status) => (context, _) =>
    {
        context.Response.Headers.Location = "https://localhost/elsewhere";
        return WriteAsync(context, status, null, []);
    };

    /// <summary>200 and a text, padded with spaces to a length; $A and $R stand for good tokens.</summary>
    public static ServerAnswer Body(string text, string? contentType = Json, int length = 0) => (context, _) =>
        WriteAsync(context, 200, contentType, Encoding.UTF8.GetBytes(WithTokens(context, text).PadRight(length)));

    /// <summary>200 and a text in chunks of its own choice, with no length told.</summary>
    public static ServerAnswer Chunked(string text, int length = 0) => async (context, _) =>
    {
        context.Response.ContentType = Json;
        foreach (byte[] chunk in Encoding.UTF8.GetBytes(WithTokens(context, text).PadRight(length)).Chunk(100))
        {
            await context.Response.Body.WriteAsync(chunk);
            await context.Response.Body.FlushAsync();
        }
    };

    /// <summary>200 and good tokens, in a text with bytes that are no UTF-8 in place of each ?.</summary>
    public static ServerAnswer InvalidUtf8(string text) => (context, _) =>
        WriteAsync(context, 200, Json, [.. Encoding.UTF8.GetBytes(WithTokens(context, text)).Select(letter => letter == (byte)'?' ? (byte)0xFE : letter)]);

    /// <summary>A status with a text in its body, in its headers, and where a Retry-After should be.</summary>
    public static ServerAnswer Planted(int status, string text) => (context, _) =>
    {
        context.Response.Headers.RetryAfter = text;
        context.Response.Headers["X-" + text] = text;
        return WriteAsync(context, status, "application/json; charset=" + text, Encoding.UTF8.GetBytes($"{{\"detail\":\"{text}\",\"access\":\"{text}\"}}"));
    };

    private static string WithTokens(HttpContext context, string text)
    {
        RegisteredDevice device = context.RequestServices.GetRequiredService<DeviceRegistry>().Development;
        TokenPair pair = context.RequestServices.GetRequiredService<TokenService>().Issue(device.DeviceId, device.ChildId);
        return text.Replace("$A", pair.Access).Replace("$R", pair.Refresh);
    }

    private static async Task WriteAsync(HttpContext context, int status, string? contentType, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        if (body.Length > 0)
        {
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        }
        else if (status == 200)
        {
            context.Response.ContentLength = 0;
        }

        // Or the stub would put its own body below a bare status.
        await context.Response.CompleteAsync();
    }

    private static async Task IgnoringAnswerAsync(HttpContext context, RequestDelegate next)
    {
        Stream wire = context.Response.Body;
        context.Response.Body = Stream.Null;
        await next(context);
        context.Response.Body = wire;
        context.Response.Clear();
        context.Request.Body.Position = 0;
    }
}
