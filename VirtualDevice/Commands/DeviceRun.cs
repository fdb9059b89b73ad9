using VirtualDevice.Provisioning;
using VirtualDevice.Running;
using VirtualDevice.Screen;

namespace VirtualDevice.Commands;

/// <summary>One run of the program: stub, device, and whoever talks with it, from start to a clean end.</summary>
internal static class DeviceRun
{
    // The core closes a session within 3 s, and drops it then.
    private static readonly TimeSpan s_stopDeadline = TimeSpan.FromSeconds(6);

    /// <summary>Runs a plan.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(RunPlan plan, Terminal terminal, CancellationToken stop)
    {
        var view = new LifeView(terminal.IsPlain ? new PlainLineWriter(terminal.Output) : new ColourLineWriter(terminal.Output));
        using var taken = BoardLock.Take(plan.BoardFolder);
        if (plan.IsReset)
        {
            ProvisioningFile.Reset(plan.BoardFolder);
            view.Bench("factory reset: the device has forgotten everything");
        }

        await using EmbeddedStub? stub = plan.Stub is null ? null : await EmbeddedStub.StartAsync(plan.Stub, view, stop);
        ServerLink link = (stub?.Link ?? new ServerLink(plan.Trust!)) with { HasBoardLimits = !plan.IsUnlimited };
        var platform = new PcPlatform(plan.BoardFolder, link, view);
        if ((stub?.CreateProvisioning(plan) ?? plan.Provisioning)?.WriteIfNew(plan.BoardFolder) == true)
        {
            view.Bench("provisioning file written into the device's flash");
        }

        var conversation = new Conversation(view);
        using var loop = new DeviceLoop(platform, conversation);
        Task running = loop.RunAsync();
        var talk = new Talk(plan, terminal, view, conversation, loop);
        int code = await talk.UntilEndAsync(running, stop);

        loop.RequestStop();
        await Task.WhenAny(running, Task.Delay(s_stopDeadline, CancellationToken.None));
        if (running.IsFaulted)
        {
            await running;
        }

        return code;
    }
}
