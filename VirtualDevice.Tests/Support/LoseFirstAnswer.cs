using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace VirtualDevice.Tests.Support;

/// <summary>Middleware that drops the connection in place of the first claim's answer, and writes down the nonces.</summary>
internal static class LoseFirstAnswer
{
    public static void Use(IApplicationBuilder app, List<string> nonces) => app.Use(async (context, next) =>
    {
        if (context.Request.Method == "POST")
        {
            context.Request.EnableBuffering();
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body);
            context.Request.Body.Position = 0;
            nonces.Add(body.RootElement.GetProperty("nonce").GetString()!);
            if (nonces.Count == 1)
            {
                context.Abort();
                return;
            }
        }

        await next(context);
    });
}
