using Microsoft.AspNetCore.Http.HttpResults;
using ServerStub.Tls;

namespace ServerStub.Control;

/// <summary>The ports with a bad certificate; they are opened by a step.</summary>
internal static class TlsRoutes
{
    public static void MapTls(this IEndpointRouteBuilder control)
    {
        control.MapGet("/tls", (BadTlsPorts ports) => new TlsPortsView([.. ports.All.Select(port => new TlsPortView(port.Port, port.Kind))]));
        control.MapDelete("/tls/{port:int}", CloseAsync);
    }

    private static async Task<NoContent> CloseAsync(int port, BadTlsPorts ports) => await ports.CloseAsync(port) ? TypedResults.NoContent()
        : throw ControlException.NotFound("No such port is open.");
}
