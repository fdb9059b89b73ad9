using ServerStub;
using ServerStub.Devices;
using ServerStub.Events;
using VirtualDevice.Provisioning;
using VirtualDevice.Screen;

namespace VirtualDevice.Commands;

/// <summary>The server stub inside this process, and what the device needs to know of it.</summary>
internal sealed class EmbeddedStub : IAsyncDisposable
{
    // The same at each start, although the port is another: the connection is led to where the stub listens.
    private const string ServerUrl = "https://localhost";

    private readonly StubServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _showing;

    private EmbeddedStub(StubServer server, LifeView? view)
    {
        _server = server;
        _showing = view is null ? Task.CompletedTask : ShowAsync(view, _stop.Token);
    }

    /// <summary>How the device reaches it.</summary>
    public ServerLink Link => new(TlsTrust.FromPemFile(_server.CaPemPath), new IPEndPoint(IPAddress.Loopback, _server.Port));

    /// <summary>Starts it.</summary>
    /// <param name="options">What it is told.</param>
    /// <param name="view">Shows what it notices; null shows nothing.</param>
    /// <param name="stop">Ends the start.</param>
    public static async Task<EmbeddedStub> StartAsync(StubOptions options, LifeView? view, CancellationToken stop)
    {
        StubServer server = await StubServer.StartAsync(options, stop);
        view?.Server($"listens on {server.BaseUri.GetLeftPart(UriPartial.Authority)}");
        return new EmbeddedStub(server, view);
    }

    /// <summary>What one of its devices is provisioned with.</summary>
    public static ProvisioningFile CreateProvisioning(NfConfig config, RegisteredDevice device) =>
        ProvisioningFile.Create(config, ServerUrl, device.DeviceId, device.ChildId, device.Secret);

    /// <summary>What its development device is provisioned with.</summary>
    public ProvisioningFile CreateProvisioning(RunPlan plan) => CreateProvisioning(plan.Config, _server.Registry.Development);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _stop.CancelAsync();
        await _showing;
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ShowAsync(LifeView view, CancellationToken stop)
    {
        try
        {
            await foreach (StubEvent next in _server.Events.ReadAllAsync(cancellationToken: stop))
            {
                if (Sentence(next) is { } text)
                {
                    view.Server(text);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    // Each text has its echo in the device's own lines: twice would be noise.
    private static string? Sentence(StubEvent next) => next.Kind switch
    {
        StubEventKind.ClaimAnswered => $"answered a claim with {next.Status}",
        StubEventKind.RefreshAnswered => $"answered a refresh with {next.Status}",
        StubEventKind.UpgradeRefused => $"refused a session with {next.Status}",
        StubEventKind.SessionOpened => "has an open session",
        StubEventKind.SessionClosed => $"saw the session end with {next.CloseCode}",
        StubEventKind.Faulted => $"failed inside: {next.Note}",
        _ => null,
    };
}
