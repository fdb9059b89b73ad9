namespace ServerStub.Events;

/// <summary>Keeps a tally of events as they happen.</summary>
internal interface IEventObserver
{
    /// <summary>Called for each event in order, one at a time: must be quick and publish nothing.</summary>
    void Observe(StubEvent next);
}
