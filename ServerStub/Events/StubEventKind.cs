namespace ServerStub.Events;

/// <summary>What happened.</summary>
public enum StubEventKind
{
    /// <summary>The stub listens.</summary>
    Started,

    /// <summary>A claim was answered; <see cref="StubEvent.Status"/> says how.</summary>
    ClaimAnswered,

    /// <summary>A refresh was answered; <see cref="StubEvent.Status"/> says how.</summary>
    RefreshAnswered,

    /// <summary>An upgrade was refused with <see cref="StubEvent.Status"/>.</summary>
    UpgradeRefused,

    /// <summary>A session is open.</summary>
    SessionOpened,

    /// <summary>A session has ended, or was refused with 1008; see <see cref="StubEvent.CloseCode"/>.</summary>
    SessionClosed,

    /// <summary>A text of <see cref="StubEvent.Bytes"/> bytes has arrived.</summary>
    TextReceived,

    /// <summary>A text of <see cref="StubEvent.Bytes"/> bytes has been sent.</summary>
    TextSent,

    /// <summary>A request failed inside the stub.</summary>
    Faulted,

    /// <summary>The stub is ending.</summary>
    Stopping,
}
