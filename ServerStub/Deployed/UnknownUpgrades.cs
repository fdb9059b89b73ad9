namespace ServerStub.Deployed;

/// <summary>A WebSocket on a path that does not exist is closed before it was accepted, which shows as 403; other requests get 404.</summary>
internal static class UnknownUpgrades
{
    public static void MapUnknownUpgrades(this IEndpointRouteBuilder routes) => routes.MapFallback("{*path}", Answer);

    private static IResult Answer(HttpContext context, Answers answers) => context.WebSockets.IsWebSocketRequest
        ? answers.Error(StatusCodes.Status403Forbidden, "Forbidden")
        : answers.Error(StatusCodes.Status404NotFound, "Not available");
}
