namespace ServerStub.Control;

/// <summary>Scenarios: the ready ones, and running one.</summary>
internal static class ScenarioRoutes
{
    public static void MapScenarios(this IEndpointRouteBuilder control)
    {
        control.MapGet("/scenarios", List);
        control.MapPost("/scenarios", RunAsync);
    }

    private static ScenariosView List() => new([.. ReadyScenarios.Names.Select(name =>
    {
        using JsonDocument ready = ReadyScenarios.Find(name)!;
        return ready.RootElement.Clone();
    })]);

    private static async Task<IResult> RunAsync(
        string? device, HttpRequest request, DeviceDesk desk, ScenarioRunner runner, DeviceRegistry registry)
    {
        string? deviceId = device is null ? null : desk.Find(device).DeviceId;
        using JsonDocument body = await ControlBody.ReadAsync(request);
        using JsonDocument? ready = FindReady(body.RootElement);
        IReadOnlyList<FaultPlan> plans = runner.Run((ready ?? body).RootElement, deviceId);
        return TypedResults.Json(
            new FaultsView([.. plans.Select(plan => FaultView.Of(plan, registry))]), statusCode: StatusCodes.Status201Created);
    }

    private static JsonDocument? FindReady(JsonElement body)
    {
        if (!body.TryGetProperty("run", out _))
        {
            return null;
        }

        var problems = new FieldProblems();
        problems.AllowOnly(body, "run");
        string? name = JsonText.Of(body, "run");
        if (name is null)
        {
            problems.Add("run", "must be the name of a ready scenario");
        }

        problems.Check();
        return ReadyScenarios.Find(name!) ?? throw ControlException.NotFound("There is no ready scenario of this name; GET /control/scenarios lists them.");
    }
}
