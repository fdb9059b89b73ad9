namespace ServerStub.Deployed;

/// <summary>The headers that the deployed server puts before every answer: 1.1 KB of advice to browsers, which a board has to read over.</summary>
internal static class DeployedHeaders
{
    private static readonly (string Name, string Value)[] s_headers =
    [
        ("Content-Security-Policy",
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self' data:; " +
            "connect-src 'self' wss: https:; media-src 'self' blob:; object-src 'none'; frame-src 'none'; frame-ancestors 'none'; " +
            "form-action 'self'; base-uri 'self'; upgrade-insecure-requests; block-all-mixed-content"),
        ("Permissions-Policy",
            "accelerometer=(), ambient-light-sensor=(), autoplay=(), battery=(), camera=(), display-capture=(), encrypted-media=(), " +
            "fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=()"),
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains; preload"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("X-XSS-Protection", "1; mode=block"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Vary", "Accept-Encoding, Origin"),
    ];

    /// <summary>Adds them to every answer.</summary>
    public static void UseDeployedHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        foreach ((string name, string value) in s_headers)
        {
            context.Response.Headers[name] = value;
        }

        return next(context);
    });
}
