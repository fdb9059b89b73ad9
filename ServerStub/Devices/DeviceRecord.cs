namespace ServerStub.Devices;

/// <summary>What a device has done in this run. Immutable; <see cref="After"/> makes the next one.</summary>
internal sealed record DeviceRecord
{
    public DeviceState State { get; init; } = DeviceState.Never;

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? LastSeen { get; init; }

    public int Claims { get; init; }

    public int ClaimsRefused { get; init; }

    public int? LastClaimStatus { get; init; }

    public int Refreshes { get; init; }

    /// <summary>How many sessions it has opened.</summary>
    public int Sessions { get; init; }

    /// <summary>The open ones: two for a moment where a newer takes the place of an older.</summary>
    public int OpenSessions { get; init; }

    public SessionRecord? Session { get; init; }

    /// <summary>The record after an event of this device.</summary>
    public DeviceRecord After(StubEvent next) => next.Kind switch
    {
        StubEventKind.ClaimAnswered => AfterClaim(next),
        StubEventKind.RefreshAnswered => this with { Refreshes = Refreshes + 1, LastSeen = next.At },
        StubEventKind.UpgradeRefused => this with { LastSeen = next.At },
        StubEventKind.SessionOpened => To(DeviceState.Open, next) with
        {
            Sessions = Sessions + 1,
            OpenSessions = OpenSessions + 1,
            Session = new SessionRecord(next.At, next.Token),
        },
        StubEventKind.SessionClosed => AfterClose(next),
        StubEventKind.SessionFrozen => this with { Session = Session is null ? null : Session with { Frozen = true } },
        StubEventKind.TextReceived => this with { LastSeen = next.At, Session = Session?.AfterIn(next.Bytes ?? 0) },
        StubEventKind.TextSent => this with { Session = Session?.AfterOut(next.Bytes ?? 0) },
        _ => this,
    };

    private DeviceRecord AfterClaim(StubEvent next)
    {
        bool isGiven = next.Token is not null;
        DeviceRecord seen = this with
        {
            Claims = Claims + (isGiven ? 1 : 0),
            ClaimsRefused = ClaimsRefused + (isGiven ? 0 : 1),
            LastClaimStatus = next.Status,
            LastSeen = next.At,
        };
        return isGiven && State != DeviceState.Open ? seen.To(DeviceState.Claimed, next) : seen;
    }

    // A session that was refused with 1008 has closed without having been open.
    private DeviceRecord AfterClose(StubEvent next)
    {
        if (!next.WasOpen || OpenSessions > 1)
        {
            return this with { OpenSessions = OpenSessions - (next.WasOpen ? 1 : 0), LastSeen = next.At };
        }

        return To(DeviceState.Closed, next) with { OpenSessions = 0, Session = null };
    }

    private DeviceRecord To(DeviceState state, StubEvent next) => this with { State = state, Since = next.At, LastSeen = next.At };
}
