using System.Security.Cryptography.X509Certificates;
using ServerStub.Control;
using ServerStub.Hosting;
using ServerStub.Storage;
using ServerStub.Tls;

namespace ServerStub;

/// <summary>
/// A running server stub. There may be many in one process, also with one data folder; they share nothing but its files.
/// </summary>
public sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly StubOptions _options;
    private readonly X509Certificate2 _certificate;
    private readonly Lock _gate = new();
    private Task? _stopped;

    private StubServer(WebApplication app, StubOptions options, X509Certificate2 certificate, int port, string caPemPath)
    {
        _app = app;
        _options = options;
        _certificate = certificate;
        Port = port;
        CaPemPath = caPemPath;
        BaseUri = new UriBuilder(Uri.UriSchemeHttps, "localhost", port).Uri;
        Registry = app.Services.GetRequiredService<DeviceRegistry>();
        Tokens = app.Services.GetRequiredService<TokenService>();
        Events = app.Services.GetRequiredService<StubEvents>();
        Sessions = app.Services.GetRequiredService<SessionTable>();
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary><c>https://localhost:port</c>; good for this machine unless another address than loopback or any was chosen.</summary>
    public Uri BaseUri { get; }

    /// <summary>The file with the authority that a device must trust.</summary>
    public string CaPemPath { get; }

    /// <summary>The devices it knows.</summary>
    public DeviceRegistry Registry { get; }

    /// <summary>Makes tokens, also wrong ones for tests.</summary>
    public TokenService Tokens { get; }

    /// <summary>What happened.</summary>
    public StubEvents Events { get; }

    /// <summary>The open sessions: send, close, drop.</summary>
    public SessionTable Sessions { get; }

    /// <summary>The clock it was given.</summary>
    public TimeProvider Clock => _options.Clock;

    /// <summary>The addresses under which it can be reached, this machine's first.</summary>
    public IReadOnlyList<Uri> Uris
    {
        get
        {
            bool isAny = _options.Address.Equals(IPAddress.Any) || _options.Address.Equals(IPAddress.IPv6Any);
            IEnumerable<IPAddress> others = isAny ? CertificateNames.LanAddresses()
                : IPAddress.IsLoopback(_options.Address) ? []
                : [_options.Address];
            IEnumerable<Uri> urls = others.Select(address => new UriBuilder(Uri.UriSchemeHttps, address.ToString(), Port).Uri);
            return isAny || IPAddress.IsLoopback(_options.Address) ? [BaseUri, .. urls] : [.. urls];
        }
    }

    /// <summary>The address for boards in the LAN; null where the stub listens on this machine only, or there is no LAN.</summary>
    public Uri? BoardUri
    {
        get
        {
            IPAddress? address = IPAddress.IsLoopback(_options.Address) ? null
                : _options.Address.Equals(IPAddress.Any) || _options.Address.Equals(IPAddress.IPv6Any) ? LanAddress.Find()
                : _options.Address;
            return address is null ? null : new UriBuilder(Uri.UriSchemeHttps, address.ToString(), Port).Uri;
        }
    }

    /// <summary>Who may use the control API, in a few words.</summary>
    public string ControlAccess => _options.ControlKey is null ? "(this machine only)" : "(from elsewhere with stub.controlKey)";

    /// <summary>Runs a file of faults.</summary>
    /// <exception cref="Configuration.SettingsException">The file cannot be read, or a field in it is wrong.</exception>
    public void RunScenario(string path) => _app.Services.GetRequiredService<ScenarioRunner>().RunFile(path);

    /// <summary>Makes what the data folder lacks, and listens.</summary>
    /// <exception cref="Configuration.SettingsException">A file in the data folder is malformed, or the port cannot be had.</exception>
    public static async Task<StubServer> StartAsync(StubOptions options, CancellationToken cancellationToken = default)
    {
        ListenSockets sockets = ListenSockets.Bind(options.Address, options.Port);
        X509Certificate2? certificate = null;
        WebApplication? app = null;
        try
        {
            var folder = new DataFolder(options.DataFolder);
            var certificates = new DevelopmentCertificates(folder, options.CertificateClock);
            DeviceRegistry registry;
            byte[] tokenKey;
            using (await folder.LockAsync(cancellationToken))
            {
                registry = DeviceRegistryFactory.Create(folder, options);
                tokenKey = TokenKey.LoadOrCreate(folder);
                certificate = certificates.LoadOrCreate(CertificateNames.OfThisMachine(options.CertificateNames));
            }

            app = StubApplication.Build(options, folder, certificates, registry, tokenKey, sockets, certificate);
            await app.StartAsync(cancellationToken);
            var server = new StubServer(app, options, certificate, sockets.Port, certificates.CaPemPath);
            app.Services.GetRequiredService<StubRun>().Urls = [.. server.Uris.Select(uri => uri.GetLeftPart(UriPartial.Authority))];
            server.Events.Publish(StubEventKind.Started);
            return server;
        }
        catch
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            certificate?.Dispose();
            sockets.Dispose();
            throw;
        }
    }

    /// <summary>Closes the sessions with 1001 and stops listening; a few seconds at most. May be called more than once.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            return _stopped ??= StopOnceAsync();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task StopOnceAsync()
    {
        Events.Publish(StubEventKind.Stopping);
        await Sessions.DrainAsync();
        await _app.StopAsync();
    }
}
