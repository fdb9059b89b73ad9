namespace ServerStub.Faults;

/// <summary>The faults that wait, oldest first. Safe for many threads.</summary>
internal sealed class FaultPlans(StubEvents events)
{
    /// <summary>How many may wait at once.</summary>
    public const int Capacity = 256;

    private readonly Lock _gate = new();
    private readonly List<FaultPlan> _waiting = [];
    private int _lastId;

    // Read without the lock by every claim: most stubs have no fault at all.
    private volatile int _count;

    public int Count => _count;

    public IReadOnlyList<FaultPlan> Waiting
    {
        get
        {
            lock (_gate)
            {
                return [.. _waiting];
            }
        }
    }

    /// <summary>Gives a step its number; one that is not immediate waits from now on.</summary>
    /// <returns>Null where too many wait.</returns>
    public FaultPlan? Add(FaultStep step, string? scenario)
    {
        FaultPlan plan;
        lock (_gate)
        {
            if (_waiting.Count >= Capacity)
            {
                return null;
            }

            plan = new FaultPlan(++_lastId, step, scenario);
            if (!step.Kind.IsImmediate)
            {
                _waiting.Add(plan);
                _count = _waiting.Count;
            }
        }

        Publish(StubEventKind.FaultPlanned, plan, step.DeviceId);
        return plan;
    }

    /// <summary>The oldest plan for a place and a device, used up by one; null where there is none.</summary>
    public FaultPlan? Take(string at, string deviceId, Func<FaultPlan, bool>? matches = null)
    {
        if (_count == 0)
        {
            return null;
        }

        FaultPlan? plan;
        lock (_gate)
        {
            plan = _waiting.Find(waiting => waiting.Step.At == at && waiting.Concerns(deviceId) && matches?.Invoke(waiting) != false);
            if (plan is null)
            {
                return null;
            }

            Use(plan);
        }

        Publish(StubEventKind.FaultFired, plan, deviceId);
        return plan;
    }

    /// <summary>An immediate step has been done.</summary>
    public void Done(FaultPlan plan)
    {
        lock (_gate)
        {
            Use(plan);
        }

        Publish(StubEventKind.FaultFired, plan, plan.Step.DeviceId);
    }

    /// <summary>Takes a plan back; false where it does not wait.</summary>
    public bool Clear(int id) => Clear(plan => plan.Id == id) > 0;

    /// <summary>Takes all plans back.</summary>
    public void Clear() => Clear(_ => true);

    /// <summary>Takes the plans back that name a device: it is being removed.</summary>
    public void ClearFor(string deviceId) => Clear(plan => plan.Step.DeviceId is not null && plan.Concerns(deviceId));

    private int Clear(Predicate<FaultPlan> matches)
    {
        List<FaultPlan> cleared;
        lock (_gate)
        {
            cleared = _waiting.FindAll(matches);
            _waiting.RemoveAll(matches);
            _count = _waiting.Count;
        }

        cleared.ForEach(plan => Publish(StubEventKind.FaultCleared, plan, plan.Step.DeviceId));
        return cleared.Count;
    }

    private void Use(FaultPlan plan)
    {
        plan.Fired++;
        if (plan.Left == 0)
        {
            _waiting.Remove(plan);
            _count = _waiting.Count;
        }
    }

    private void Publish(StubEventKind kind, FaultPlan plan, string? deviceId) =>
        events.Publish(new StubEvent(0, default, kind) { DeviceId = deviceId, Fault = plan.Id, Note = plan.Step.ToString() });
}
