using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace VirtualDevice.Tests.Support;

/// <summary>Middleware that writes down what passes: every nonce, MAC and token, and each part of a token.</summary>
internal sealed class TrafficRecorder
{
    private static readonly string[] s_fields = ["nonce", "hmac_hex", "access", "refresh", "access_token", "refresh_token"];
    private readonly ConcurrentBag<string> _secrets = [];

    public IEnumerable<string> Secrets => _secrets.Distinct();

    public void Use(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        Add(context.Request.Query["token"]);
        if (context.Request.Method != "POST")
        {
            await next(context);
            return;
        }

        context.Request.EnableBuffering();
        using (JsonDocument request = await JsonDocument.ParseAsync(context.Request.Body))
        {
            Add(request.RootElement);
        }

        context.Request.Body.Position = 0;
        Stream wire = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        await next(context);
        using (JsonDocument response = JsonDocument.Parse(copy.ToArray()))
        {
            Add(response.RootElement);
        }

        context.Response.Body = wire;
        await wire.WriteAsync(copy.ToArray());
    });

    private void Add(JsonElement body)
    {
        foreach (string field in s_fields)
        {
            Add(body.TryGetProperty(field, out JsonElement value) ? value.GetString() : null);
        }
    }

    private void Add(string? secret)
    {
        if (!string.IsNullOrEmpty(secret))
        {
            _secrets.Add(secret);
            foreach (string part in secret.Split('.').Skip(1))
            {
                _secrets.Add(part);
            }
        }
    }
}
