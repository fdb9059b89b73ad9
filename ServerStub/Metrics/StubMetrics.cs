using System.Diagnostics.Metrics;

namespace ServerStub.Metrics;

/// <summary>
/// The stub's numbers, as <c>System.Diagnostics.Metrics</c>, told by the events. No label names a device: their number is
/// not bounded, and a metric is not the place for a name.
/// </summary>
internal sealed class StubMetrics : IEventObserver, IDisposable
{
    /// <summary>Name of the meter, for <c>dotnet-counters</c> and exporters.</summary>
    public const string MeterName = "teddy_stub";

    private readonly Counter<long> _claims;
    private readonly Counter<long> _refreshes;
    private readonly Counter<long> _refusedUpgrades;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _closed;
    private readonly UpDownCounter<long> _open;
    private readonly Counter<long> _texts;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _faults;
    private readonly Histogram<double> _claimSeconds;
    private readonly Histogram<double> _sessionSeconds;

    public StubMetrics()
    {
        // A meter for each stub: several may run in one process, and each counts its own.
        Meter = new Meter(new MeterOptions(MeterName) { Scope = this });
        _claims = Meter.CreateCounter<long>("claims", description: "Claims answered, by status; 0 is no answer.");
        _refreshes = Meter.CreateCounter<long>("refreshes", description: "Refreshes answered, by status; 0 is no answer.");
        _refusedUpgrades = Meter.CreateCounter<long>("upgrades_refused", description: "Upgrades refused, by status; 0 is no answer.");
        _opened = Meter.CreateCounter<long>("sessions_opened", description: "Sessions opened.");
        _closed = Meter.CreateCounter<long>("sessions_closed", description: "Sessions ended or refused, by close code.");
        _open = Meter.CreateUpDownCounter<long>("sessions_open", description: "Sessions open now.");
        _texts = Meter.CreateCounter<long>("texts", description: "Texts, by direction.");
        _bytes = Meter.CreateCounter<long>("text_bytes", "By", "Bytes of text, by direction.");
        _faults = Meter.CreateCounter<long>("faults_fired", description: "Faults that have acted, by step.");
        _claimSeconds = Meter.CreateHistogram<double>("claim_duration", "s", "Time to answer a claim.");
        _sessionSeconds = Meter.CreateHistogram<double>("session_duration", "s", "Life of a session.");
    }

    public Meter Meter { get; }

    public void Observe(StubEvent next)
    {
        switch (next.Kind)
        {
            case StubEventKind.ClaimAnswered:
                _claims.Add(1, Status(next));
                _claimSeconds.Record(Seconds(next));
                break;
            case StubEventKind.RefreshAnswered:
                _refreshes.Add(1, Status(next));
                break;
            case StubEventKind.UpgradeRefused:
                _refusedUpgrades.Add(1, Status(next));
                break;
            case StubEventKind.SessionOpened:
                _opened.Add(1);
                _open.Add(1);
                break;
            case StubEventKind.SessionClosed:
                ObserveClose(next);
                break;
            case StubEventKind.TextReceived:
                ObserveText(next, "in");
                break;
            case StubEventKind.TextSent:
                ObserveText(next, "out");
                break;
            case StubEventKind.FaultFired:
                _faults.Add(1, new KeyValuePair<string, object?>("step", next.Note));
                break;
        }
    }

    public void Dispose() => Meter.Dispose();

    private void ObserveClose(StubEvent next)
    {
        _closed.Add(1, new KeyValuePair<string, object?>("code", CloseLabel(next.CloseCode ?? 0)));
        if (next.Ms is not null && next.WasOpen)
        {
            _open.Add(-1);
            _sessionSeconds.Record(Seconds(next));
        }
    }

    private void ObserveText(StubEvent next, string direction)
    {
        var label = new KeyValuePair<string, object?>("direction", direction);
        _texts.Add(1, label);
        _bytes.Add(next.Bytes ?? 0, label);
    }

    // A device may close with any of 4,000 codes: the private ones share a label, so that there is an end to them.
    private static string CloseLabel(int code) => code is >= 1000 and <= 1015 ? code.ToString() : "other";

    private static KeyValuePair<string, object?> Status(StubEvent next) => new("status", next.Status ?? 0);

    private static double Seconds(StubEvent next) => (next.Ms ?? 0) / 1000;
}
