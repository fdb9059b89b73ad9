using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;
using ServerStub.Claims;
using ServerStub.Control;
using ServerStub.Deployed;
using ServerStub.Health;
using ServerStub.Limits;
using ServerStub.Metrics;
using ServerStub.Page;
using ServerStub.Storage;
using ServerStub.Tls;

namespace ServerStub.Hosting;

/// <summary>Wires the features into one ASP.NET Core application.</summary>
internal static class StubApplication
{
    private static readonly TimeSpan s_shutdownDeadline = TimeSpan.FromSeconds(3);

    public static WebApplication Build(
        StubOptions options, DataFolder folder, DevelopmentCertificates certificates, DeviceRegistry registry, byte[] tokenKey,
        ListenSockets sockets, X509Certificate2 certificate)
    {
        // Empty: an embedded stub must not change with ASPNETCORE_ variables or an appsettings.json that lies about.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseStubKestrel(sockets, certificate);
        AddServices(builder.Services, options, registry, tokenKey);
        builder.Services.AddSingleton(folder);
        builder.Services.AddSingleton(certificates);
        builder.Services.AddControl();

        WebApplication app = builder.Build();
        app.UseFaultAnswers();
        app.Use(ForbidStoring);
        if (options.LongAnswers)
        {
            app.UseDeployedHeaders();
        }

        options.BeforeEndpoints?.Invoke(app);
        app.UsePage();
        app.UseRouting();
        app.UseRateLimiter();
        app.Use(UpgradeCapture.UseAsync);
        app.UseWebSockets();
        app.MapClaims(options);
        app.MapRefresh(options);
        app.MapSessions(options);
        app.MapHealth(options.Clock);
        app.MapStubMetrics();
        app.MapControl();
        if (options.RefusesUnknownUpgrades)
        {
            app.MapUnknownUpgrades();
        }

        return app;
    }

    private static void AddServices(IServiceCollection services, StubOptions options, DeviceRegistry registry, byte[] tokenKey)
    {
        services.AddStubLogging(options);
        services.AddRouting();
        services.AddRateLimits(options);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = s_shutdownDeadline);
        services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        services.AddSingleton(options);
        services.AddSingleton(registry);
        services.AddSingleton(new TokenService(options, tokenKey));
        services.AddSingleton(new RefreshRotation(options.Clock));
        services.AddSingleton(new NonceLedger(options));
        services.AddSingleton(new Answers(options));
        services.AddSingleton<DrainMode>();
        services.AddSingleton<OwnIds>();
        services.AddSingleton<ClaimDesk>();
        services.AddSingleton<RefreshDesk>();
        services.AddSingleton<UpgradeDesk>();
        services.AddSingleton<DeviceBook>();
        services.AddSingleton<StubMetrics>();
        services.AddSingleton<IEventObserver>(provider => provider.GetRequiredService<DeviceBook>());
        services.AddSingleton<IEventObserver>(provider => provider.GetRequiredService<StubMetrics>());
        services.AddSingleton(provider => new StubEvents(
            options.Clock, provider.GetRequiredService<ILoggerFactory>(), registry, provider.GetServices<IEventObserver>()));
        services.AddSingleton(provider => new SessionTable(
            provider.GetRequiredService<StubEvents>(), provider.GetRequiredService<DrainMode>()));
    }

    // Answers hold tokens: no cache between the device and the server may keep them (RFC 6749, 5.1).
    private static Task ForbidStoring(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
