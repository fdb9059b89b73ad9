using ServerStub;
using ServerStub.Devices;
using VirtualDevice.Provisioning;
using VirtualDevice.Running;
using VirtualDevice.Screen;

namespace VirtualDevice.Commands;

/// <summary>One run of the program with many devices, from start to a clean end. Reads no input.</summary>
internal static class FleetRun
{
    /// <summary>Runs a plan.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(RunPlan plan, Terminal terminal, CancellationToken stop)
    {
        using var taken = BoardLock.Take(plan.BoardFolder);
        IFleetScreen screen = terminal.IsPlain ? new PlainFleetScreen(terminal.Output) : new LiveFleetScreen(terminal.Output);
        IReadOnlyList<RegisteredDevice> devices = FleetRoster.LoadOrCreate(plan.BoardFolder, plan.Count);

        // The stub's limit is for each address, and here all devices have one and the same.
        StubOptions options = plan.Stub! with { Devices = [.. plan.Stub.Devices, .. devices], ClaimsPerMinute = 0 };
        await using EmbeddedStub stub = await EmbeddedStub.StartAsync(options, view: null, stop);
        screen.Say($"{devices.Count} devices and their server; Ctrl-C leaves");
        using var fleet = new Fleet(devices.Select(device => Provision(plan, device)), stub.Link with { HasBoardLimits = !plan.IsUnlimited });
        return await RunAsync(plan, terminal, screen, fleet, stop);
    }

    private static async Task<int> RunAsync(RunPlan plan, Terminal terminal, IFleetScreen screen, Fleet fleet, CancellationToken stop)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var showing = new CancellationTokenSource();
        Task screenShowing = screen.ShowAsync(fleet.Count, showing.Token);
        Task started = fleet.StartAsync(starting.Token);
        (int code, string? reason) = await UntilEndAsync(plan, fleet, stop);

        await starting.CancelAsync();
        await started.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        int left = await fleet.StopAsync();
        await showing.CancelAsync();
        await screenShowing;
        if (left > 0)
        {
            screen.Say($"{left} devices did not stop in time and were dropped");
        }

        if (reason is not null)
        {
            await terminal.Errors.WriteLineAsync(PlainText.Of(reason));
        }

        return code;
    }

    private static async Task<(int Code, string? Reason)> UntilEndAsync(RunPlan plan, Fleet fleet, CancellationToken stop)
    {
        Task interrupted = Task.Delay(Timeout.Infinite, stop);
        Task deadline = plan.IsOnce ? Task.Delay(plan.Deadline, CancellationToken.None) : Task.Delay(Timeout.Infinite, stop);
        Task first = await Task.WhenAny([fleet.Faulted, interrupted, deadline, .. plan.IsOnce ? [fleet.AllEchoed, fleet.NeedsPerson] : Array.Empty<Task>()]);
        if (first == fleet.Faulted)
        {
            await fleet.Faulted;
        }

        FleetCounts counts = fleet.Count();
        string sofar = $"{counts.Echoed} of {counts.Devices} devices had their echo";
        return !plan.IsOnce || fleet.AllEchoed.IsCompleted ? (ExitCode.Done, null)
            : first == interrupted ? (ExitCode.Interrupted, $"interrupted: {sofar}")
            : first == fleet.NeedsPerson ? (ExitCode.NeedsPerson, await fleet.NeedsPerson)
            : (ExitCode.NoEcho, $"{sofar} within {plan.Deadline.TotalSeconds} s; last problem: {counts.LastProblem ?? "none"}");
    }

    private static string Provision(RunPlan plan, RegisteredDevice device)
    {
        string folder = Path.Combine(plan.BoardFolder, device.DeviceId);
        if (plan.IsReset)
        {
            ProvisioningFile.Reset(folder);
        }

        EmbeddedStub.CreateProvisioning(plan.Config, device).WriteIfNew(folder);
        return folder;
    }
}
