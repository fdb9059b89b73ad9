using Microsoft.AspNetCore.Http.HttpResults;

namespace ServerStub.Control;

/// <summary>Devices: list, register, enable, disable, remove; and what can be done to an open session at once.</summary>
internal static class DeviceRoutes
{
    public static void MapDevices(this IEndpointRouteBuilder control)
    {
        RouteGroupBuilder devices = control.MapGroup("/devices");
        devices.MapGet("", List);
        devices.MapPost("", RegisterAsync);
        devices.MapGet("/{handle}", (string handle, DeviceDesk desk) => desk.View(desk.Find(handle)));
        devices.MapDelete("/{handle}", Remove);
        devices.MapPost("/{handle}/enable", (string handle, DeviceDesk desk, StepRunner runner) => SetEnabled(handle, true, desk, runner));
        devices.MapPost("/{handle}/disable", (string handle, DeviceDesk desk, StepRunner runner) => SetEnabled(handle, false, desk, runner));
        devices.MapPost("/{handle}/text", SendTextAsync);
        devices.MapPost("/{handle}/close", CloseAsync);
        devices.MapPost("/{handle}/drop", DropAsync);
    }

    private static DevicesView List(DeviceDesk desk, DeviceRegistry registry) => new([.. registry.All.Select(desk.View)]);

    private static async Task<Created<DeviceView>> RegisterAsync(HttpRequest request, DeviceDesk desk)
    {
        using JsonDocument body = await ControlBody.ReadAsync(request);
        DeviceView view = await desk.RegisterAsync(body.RootElement, request.HttpContext.RequestAborted);
        return TypedResults.Created($"{ControlEndpoints.Path}/devices/{view.Handle}", view);
    }

    private static NoContent Remove(string handle, DeviceDesk desk)
    {
        desk.Remove(desk.Find(handle));
        return TypedResults.NoContent();
    }

    private static DeviceView SetEnabled(string handle, bool enabled, DeviceDesk desk, StepRunner runner)
    {
        RegisteredDevice device = desk.Find(handle);
        runner.SetEnabled(device.DeviceId, enabled);
        return desk.View(desk.Find(handle));
    }

    private static async Task<DoneView> SendTextAsync(string handle, HttpRequest request, DeviceDesk desk, SessionTable sessions)
    {
        RegisteredDevice device = desk.Find(handle);
        using JsonDocument body = await ControlBody.ReadAsync(request);
        var problems = new FieldProblems();
        problems.AllowOnly(body.RootElement, "text");
        string? text = JsonText.Of(body.RootElement, "text");
        if (text is null || Encoding.UTF8.GetByteCount(text) > StepTable.MaxTextBytes)
        {
            problems.Add("text", $"must be a text of at most {StepTable.MaxTextBytes} bytes of UTF-8");
        }

        problems.Check();
        return Done(await sessions.SendTextAsync(device.DeviceId, text!));
    }

    private static async Task<DoneView> CloseAsync(
        string handle, HttpRequest request, DeviceDesk desk, SessionTable sessions)
    {
        RegisteredDevice device = desk.Find(handle);
        using JsonDocument body = await ControlBody.ReadAsync(request);
        var problems = new FieldProblems();
        problems.AllowOnly(body.RootElement, "code", "reason");
        Dictionary<string, object> values = StepParser.ParseValues(body.RootElement, StepTable.Find(StepAt.Session, StepDo.Close)!, problems);
        problems.Check();
        return Done(await sessions.CloseAsync(device.DeviceId, (int)values["code"], (string?)values.GetValueOrDefault("reason")));
    }

    private static async Task<DoneView> DropAsync(string handle, DeviceDesk desk, SessionTable sessions) =>
        Done(await sessions.AbortAsync(desk.Find(handle).DeviceId));

    private static DoneView Done(bool isDone) => isDone ? new DoneView(true)
        : throw new ControlException(StatusCodes.Status409Conflict, "The device has no open session.");
}
