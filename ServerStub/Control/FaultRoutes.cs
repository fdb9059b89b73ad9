using Microsoft.AspNetCore.Http.HttpResults;

namespace ServerStub.Control;

/// <summary>Faults: what there is, what waits, plan one, take it back.</summary>
internal static class FaultRoutes
{
    public static void MapFaults(this IEndpointRouteBuilder control)
    {
        control.MapGet("/catalogue", () => new CatalogueView([.. StepTable.All.Select(CatalogueStep.Of)]));
        control.MapGet("/faults", List);
        control.MapPost("/faults", PlanAsync);
        control.MapDelete("/faults/{id:int}", Clear);
        control.MapDelete("/faults", ClearAll);
    }

    private static FaultsView List(string? device, FaultPlans plans, DeviceRegistry registry, DeviceDesk desk)
    {
        RegisteredDevice? only = device is null ? null : desk.Find(device);
        return new FaultsView([.. plans.Waiting.Where(plan => only is null || plan.Concerns(only.DeviceId)).Select(plan => FaultView.Of(plan, registry))]);
    }

    private static async Task<Created<FaultView>> PlanAsync(
        HttpRequest request, StepParser parser, StepRunner runner, DeviceRegistry registry)
    {
        using JsonDocument body = await ControlBody.ReadAsync(request);
        var problems = new FieldProblems();
        FaultStep? step = parser.Parse(body.RootElement, problems);
        problems.Check();
        FaultPlan plan = runner.Run(step!);
        return TypedResults.Created($"{ControlEndpoints.Path}/faults/{plan.Id}", FaultView.Of(plan, registry));
    }

    private static NoContent Clear(int id, FaultPlans plans) => plans.Clear(id) ? TypedResults.NoContent()
        : throw ControlException.NotFound("No fault with this id waits.");

    private static NoContent ClearAll(FaultPlans plans)
    {
        plans.Clear();
        return TypedResults.NoContent();
    }
}
