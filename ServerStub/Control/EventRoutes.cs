using Microsoft.AspNetCore.Http.HttpResults;

namespace ServerStub.Control;

/// <summary>Events: those that are kept, and the stream of new ones.</summary>
internal static class EventRoutes
{
    private const int DefaultLimit = 1000;

    public static void MapEvents(this IEndpointRouteBuilder control)
    {
        control.MapGet("/events", List);
        control.MapGet("/events/stream", Stream);
    }

    private static EventsView List(long? after, int? limit, string? device, StubEvents events, StubRun run, DeviceDesk desk)
    {
        var problems = new FieldProblems();
        if (limit is < 1 or > StubEvents.Capacity)
        {
            problems.Add("limit", $"must be a whole number from 1 to {StubEvents.Capacity}");
        }

        if (after < 0)
        {
            problems.Add("after", "must be the id of an event, or 0");
        }

        problems.Check();
        CheckHandle(device, desk);
        IReadOnlyList<StubEvent> kept = events.Recent;
        return new EventsView(run.Id, FirstOf(kept), events.Last,
        [
            .. kept.Where(next => next.Number > (after ?? 0) && (device is null || next.Handle == device))
                .Take(limit ?? DefaultLimit).Select(EventView.Of),
        ]);
    }

    private static ServerSentEventsResult<object> Stream(
        HttpContext context, string? device, long? after, EventStream stream, DeviceDesk desk, IHostApplicationLifetime lifetime)
    {
        CheckHandle(device, desk);

        // A proxy that collects before it passes on would hold back what is to be seen at once.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        string? resume = context.Request.Headers["Last-Event-ID"];
        return TypedResults.ServerSentEvents(stream.ReadAsync(resume, after, device, lifetime.ApplicationStopping, context.RequestAborted));
    }

    /// <summary>The number of the oldest event that is kept.</summary>
    internal static long FirstOf(IReadOnlyList<StubEvent> kept) => kept.Count > 0 ? kept[0].Number : 1;

    private static void CheckHandle(string? device, DeviceDesk desk)
    {
        if (device is not null)
        {
            desk.Find(device);
        }
    }
}
