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

    /// <summary><see cref="StubEvent.Count"/> pings have been sent by a fault.</summary>
    PingsSent,

    /// <summary>A fault has made a session half-open: the stub reads and writes no more.</summary>
    SessionFrozen,

    /// <summary>A fault waits for its moment.</summary>
    FaultPlanned,

    /// <summary>A fault has acted.</summary>
    FaultFired,

    /// <summary>A fault that waited was taken back.</summary>
    FaultCleared,

    /// <summary>A device was registered by the control API.</summary>
    DeviceRegistered,

    /// <summary>A device was enabled.</summary>
    DeviceEnabled,

    /// <summary>A device was disabled.</summary>
    DeviceDisabled,

    /// <summary>A device was removed.</summary>
    DeviceRemoved,

    /// <summary>Sessions are closed, and nothing new is taken.</summary>
    DrainStarted,

    /// <summary>Everything is taken again.</summary>
    DrainEnded,

    /// <summary>A port with a bad certificate was opened.</summary>
    TlsOpened,

    /// <summary>A port with a bad certificate was closed.</summary>
    TlsClosed,

    /// <summary>A device hung up on a bad certificate, as it should.</summary>
    TlsRefused,

    /// <summary>A device went on after a bad certificate: a grave fault of the device.</summary>
    TlsAccepted,

    /// <summary>A request failed inside the stub.</summary>
    Faulted,

    /// <summary>The stub is ending.</summary>
    Stopping,
}
