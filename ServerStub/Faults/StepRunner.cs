using ServerStub.Control;
using ServerStub.Limits;
using ServerStub.Tls;

namespace ServerStub.Faults;

/// <summary>Does a step, or lets it wait: one way for the control API, for scenarios and for the command line.</summary>
internal sealed class StepRunner(
    FaultPlans plans, SessionTable sessions, DeviceRegistry registry, BadTlsPorts ports, StubEvents events)
{
    /// <summary>Runs a checked step.</summary>
    /// <exception cref="ControlException">Too many wait already, or a port cannot be had.</exception>
    public FaultPlan Run(FaultStep step, string? scenario = null)
    {
        FaultPlan plan = plans.Add(step, scenario)
            ?? throw new ControlException(StatusCodes.Status409Conflict, $"{FaultPlans.Capacity} faults wait already; clear some.");
        if (step.At == StepAt.Session)
        {
            sessions.OnPlanned(plan);
        }

        if (step.Kind.IsImmediate)
        {
            Do(step, plan);
            plans.Done(plan);
        }

        return plan;
    }

    /// <summary>Enables or disables a device.</summary>
    public void SetEnabled(string deviceId, bool enabled)
    {
        if (registry.SetEnabled(deviceId, enabled))
        {
            events.Publish(enabled ? StubEventKind.DeviceEnabled : StubEventKind.DeviceDisabled, deviceId);
        }
    }

    /// <summary>Starts the drain; the sessions end by themselves, two seconds later at most.</summary>
    public void Drain(int retryAfterSeconds)
    {
        events.Publish(StubEventKind.DrainStarted);
        _ = sessions.DrainAsync(retryAfterSeconds);
    }

    /// <summary>Ends the drain.</summary>
    public void Resume(DrainMode drain)
    {
        if (drain.IsOn)
        {
            drain.End();
            events.Publish(StubEventKind.DrainEnded);
        }
    }

    private void Do(FaultStep step, FaultPlan plan)
    {
        switch (step.Do)
        {
            case StepDo.Disable:
            case StepDo.Enable:
                SetEnabled(step.DeviceId!, step.Do == StepDo.Enable);
                break;
            case StepDo.Drain:
                Drain(step.Number("retry_after_seconds"));
                break;
            case StepDo.Resume:
                Resume(sessions.Drain);
                break;
            default:
                plan.Port = ports.Open(step.Do, step.Number("port"));
                break;
        }
    }
}
