using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace ServerStub.Sessions;

/// <summary>Looks for the faults that concern one session, and does them one after the other.</summary>
internal sealed class SessionFaults(DeviceSession session, FaultPlans plans, StubEvents events)
{
    private static readonly string[] s_endings = [StepDo.Close, StepDo.Drop, StepDo.HalfOpen];

    // RFC 6455, 5.5.2: an unmasked ping without a payload.
    private static readonly byte[] s_ping = [0x89, 0x00];

    private readonly Lock _gate = new();
    private Task _acting = Task.CompletedTask;
    private int _texts;

    /// <summary>The plan that has ended the session.</summary>
    public int? EndedBy { get; private set; }

    /// <summary>Ends when every fault begun so far is done.</summary>
    public Task Done
    {
        get
        {
            lock (_gate)
            {
                return _acting;
            }
        }
    }

    /// <summary>As the session opens: all that act now, in turn, up to one that ends the session.</summary>
    public void OnOpened()
    {
        var done = new HashSet<FaultPlan>();
        while (Take(plan => plan.Step.AfterMessages == 0 && !done.Contains(plan)) is { } plan)
        {
            done.Add(plan);
            Begin(plan);
            if (s_endings.Contains(plan.Step.Do))
            {
                return;
            }
        }
    }

    /// <summary>As a plan is made while the session is open: acts now, or counts texts from here.</summary>
    public void OnPlanned(FaultPlan planned)
    {
        planned.TextsBefore.AddOrUpdate(session, new StrongBox<int>(Volatile.Read(ref _texts)));
        if (planned.Step.AfterMessages == 0 && Take(plan => plan == planned) is { } taken)
        {
            Begin(taken);
        }
    }

    /// <summary>Waits before an answer, where a fault wants it late.</summary>
    public Task DelayAnswerAsync(CancellationToken stop)
    {
        int texts = Interlocked.Increment(ref _texts);
        return plans.Take(StepAt.Session, session.DeviceId, plan =>
                plan.Step.Do == StepDo.Delay && texts - Before(plan) > plan.Step.AfterMessages) is { } delay
            ? Task.Delay(delay.Step.Milliseconds("delay_ms"), stop)
            : Task.CompletedTask;
    }

    /// <summary>After a text of the device has been answered.</summary>
    public void OnAnswered()
    {
        if (Take(plan => plan.Step.AfterMessages > 0 && _texts - Before(plan) >= plan.Step.AfterMessages) is { } plan)
        {
            Begin(plan);
        }
    }

    private FaultPlan? Take(Func<FaultPlan, bool> matches) =>
        plans.Take(StepAt.Session, session.DeviceId, plan => plan.Step.Do != StepDo.Delay && matches(plan));

    private int Before(FaultPlan plan) => plan.TextsBefore.TryGetValue(session, out StrongBox<int>? texts) ? texts.Value : 0;

    private void Begin(FaultPlan plan)
    {
        if (s_endings.Contains(plan.Step.Do))
        {
            EndedBy = plan.Id;
        }

        lock (_gate)
        {
            _acting = ActAfterAsync(_acting, plan);
        }
    }

    private async Task ActAfterAsync(Task before, FaultPlan plan)
    {
        await before;
        await Task.Yield();
        try
        {
            await ActAsync(plan);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The session ended in the middle of it.
        }
    }

    private async Task ActAsync(FaultPlan plan)
    {
        FaultStep step = plan.Step;
        switch (step.Do)
        {
            case StepDo.Close:
                await session.CloseAsync(step.Number("code"), step.TextOrNull("reason"));
                break;
            case StepDo.Drop:
                session.Reset();
                break;
            case StepDo.HalfOpen:
                session.Freeze(plan.Id);
                break;
            case StepDo.Text:
                await session.SendTextAsync(Encoding.UTF8.GetBytes(step.Text("text")));
                break;
            case StepDo.Flood:
                await FloodAsync(step.Number("count"), Letters(step.Number("bytes")));
                break;
            case StepDo.Oversized:
                await session.SendTextAsync(Letters(step.Number("bytes")));
                break;
            case StepDo.PingFlood:
                await session.SendPingsAsync(step.Number("count"), s_ping);
                events.Publish(new StubEvent(0, default, StubEventKind.PingsSent)
                {
                    DeviceId = session.DeviceId,
                    Count = step.Number("count"),
                    Fault = plan.Id,
                });
                break;
        }
    }

    private async Task FloodAsync(int count, byte[] text)
    {
        for (int i = 0; i < count; i++)
        {
            await session.SendTextAsync(text);
        }
    }

    private static byte[] Letters(int bytes)
    {
        byte[] text = new byte[bytes];
        Array.Fill(text, (byte)'x');
        return text;
    }
}
