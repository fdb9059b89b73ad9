using TeddyFirmware.Session;
using VirtualDevice.Running;
using VirtualDevice.Screen;

namespace VirtualDevice.Commands;

/// <summary>The time between start and end: waits for the first echo, or lets a person talk with the device.</summary>
internal sealed class Talk(RunPlan plan, Terminal terminal, LifeView view, Conversation conversation, DeviceLoop loop)
{
    private static readonly TimeSpan s_roomWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_answersDeadline = TimeSpan.FromSeconds(10);

    /// <summary>Returns the exit code once there is nothing more to do.</summary>
    /// <param name="running">The device's loop; ends early only by a fault.</param>
    /// <param name="stop">Ctrl-C.</param>
    public async Task<int> UntilEndAsync(Task running, CancellationToken stop)
    {
        Task interrupted = Task.Delay(Timeout.Infinite, stop);
        if (plan.IsOnce)
        {
            return await FirstEchoAsync(running, interrupted, isOnce: true);
        }

        bool isInputOver = await TakeLinesAsync(running, interrupted);
        if (!isInputOver || !terminal.IsInputRedirected)
        {
            return ExitCode.Done;
        }

        // A file or a pipe has ended, not a person's patience: what it said shall still be answered.
        int code = await FirstEchoAsync(running, interrupted, isOnce: false);
        await Task.WhenAny(conversation.AllAnswered, running, interrupted, Task.Delay(s_answersDeadline, CancellationToken.None));
        if (code == ExitCode.Done && !conversation.AllAnswered.IsCompleted && !interrupted.IsCompleted)
        {
            return await FailAsync(ExitCode.NoEcho, "not every line was answered");
        }

        return code;
    }

    private async Task<int> FirstEchoAsync(Task running, Task interrupted, bool isOnce)
    {
        Task deadline = Task.Delay(plan.Deadline, CancellationToken.None);
        Task first = await Task.WhenAny(conversation.FirstEcho, view.NeedsPerson, running, interrupted, deadline);
        if (conversation.FirstEcho.IsCompleted)
        {
            return ExitCode.Done;
        }

        if (first == interrupted)
        {
            return isOnce ? await FailAsync(ExitCode.Interrupted, "interrupted before the first echo") : ExitCode.Done;
        }

        return first == view.NeedsPerson
            ? await FailAsync(ExitCode.NeedsPerson, await view.NeedsPerson)
            : await FailAsync(ExitCode.NoEcho, $"no echo within {plan.Deadline.TotalSeconds} s; last problem: {view.LastProblem ?? "none"}");
    }

    // Returns true at the end of the input, false where the person or a fault ended it.
    private async Task<bool> TakeLinesAsync(Task running, Task interrupted)
    {
        if (!terminal.IsInputRedirected)
        {
            view.Bench("type a line and press Enter to send it; /status shows the device's health, /quit leaves");
        }

        while (true)
        {
            // Reading a console cannot be interrupted: on Ctrl-C the read is left behind, and ends with the process.
            Task<string?> reading = Task.Run(terminal.Input.ReadLine);
            if (await Task.WhenAny(reading, running, interrupted) != reading)
            {
                return false;
            }

            switch (await reading)
            {
                case null:
                    return true;
                case "":
                    break;
                case "/quit":
                    return false;
                case "/status":
                    loop.RequestStatus();
                    break;
                case { } line:
                    await SendAsync(line, running, interrupted);
                    break;
            }
        }
    }

    private async Task SendAsync(string line, Task running, Task interrupted)
    {
        conversation.OnSending(line);
        SendResult result = loop.Send(line);
        while (result == SendResult.QueueFull && terminal.IsInputRedirected && !running.IsCompleted && !interrupted.IsCompleted)
        {
            // A person can be told; a pipe can be made to wait.
            await Task.Delay(s_roomWait, CancellationToken.None);
            result = loop.Send(line);
        }

        if (result != SendResult.Queued)
        {
            conversation.OnRefused();
        }

        view.Bench(Answer(result));
    }

    private string Answer(SendResult result) => result switch
    {
        SendResult.Queued when conversation.IsOnline => "sent",
        SendResult.Queued => "queued: no session is open; it goes out with the next one",
        SendResult.QueueFull => "not sent: too many lines wait for the session; try again",
        _ => $"not sent: a line has 1 to {SendQueue.MaxMessageBytes} bytes",
    };

    private async Task<int> FailAsync(int code, string reason)
    {
        await terminal.Errors.WriteLineAsync(PlainText.Of(reason));
        return code;
    }
}
