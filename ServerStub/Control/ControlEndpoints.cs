using Microsoft.AspNetCore.Http.Metadata;

namespace ServerStub.Control;

/// <summary>The control API; Control/README.md describes it.</summary>
internal static class ControlEndpoints
{
    /// <summary>Where it is.</summary>
    public const string Path = "/control";

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder control = routes.MapGroup(Path).AddEndpointFilter(GuardAsync).WithMetadata(new BodyLimit());
        control.MapStub();
        control.MapDevices();
        control.MapFaults();
        control.MapTls();
        control.MapScenarios();
        control.MapEvents();
        control.Map("/{**nowhere}", IResult () => throw ControlException.NotFound("There is nothing here; ServerStub/Control/README.md lists the routes."));
    }

    private static async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        HttpContext context = invocation.HttpContext;
        try
        {
            if (context.RequestServices.GetRequiredService<ControlGuard>().Refuse(context) is { } refusal)
            {
                return Answer(refusal);
            }

            return await next(invocation);
        }
        catch (ControlException problem)
        {
            return Answer(problem);
        }
    }

    private static IResult Answer(ControlException problem) =>
        TypedResults.Json(new ControlError(problem.Message, problem.Fields), statusCode: problem.Status);

    // A scenario may be larger than anything a device sends.
    private sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => ControlBody.MaxBytes;
    }
}
