using ServerStub.Limits;

namespace ServerStub.Control;

/// <summary>The stub as a whole, and its drain.</summary>
internal static class StubRoutes
{
    private static readonly StepField s_retryAfter =
        StepTable.Find(StepAt.Server, StepDo.Drain)!.Fields.Single(field => field.Name == "retry_after_seconds");

    public static void MapStub(this IEndpointRouteBuilder control)
    {
        control.MapGet("", Describe);
        control.MapPost("/drain", StartDrainAsync);
        control.MapDelete("/drain", EndDrain);
    }

    private static StubView Describe(
        StubRun run, StubOptions options, DeviceRegistry registry, SessionTable sessions, FaultPlans plans, StubEvents events) => new(
        Version, run.Id, run.Started, options.Clock.GetUtcNow(), run.Urls, sessions.IsDraining,
        registry.All.Count, sessions.Count, plans.Count, events.Last);

    private static async Task<DrainView> StartDrainAsync(HttpRequest request, StepRunner runner)
    {
        using JsonDocument body = await ControlBody.ReadAsync(request);
        var problems = new FieldProblems();
        problems.AllowOnly(body.RootElement, s_retryAfter.Name);
        int seconds = (int)(StepParser.ReadField(body.RootElement, s_retryAfter, problems) ?? 0);
        problems.Check();
        runner.Drain(seconds);
        return new DrainView(true);
    }

    private static DrainView EndDrain(StepRunner runner, DrainMode drain)
    {
        runner.Resume(drain);
        return new DrainView(false);
    }

    private static string Version { get; } = typeof(StubRoutes).Assembly.GetName().Version?.ToString(3) ?? "";
}
