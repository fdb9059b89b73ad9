using Prometheus;

namespace ServerStub.Metrics;

/// <summary><c>GET /metrics</c>, as Prometheus reads it: the stub's own numbers and nothing of the process around it.</summary>
internal static class MetricsEndpoints
{
    public static void MapStubMetrics(this WebApplication app)
    {
        System.Diagnostics.Metrics.Meter meter = app.Services.GetRequiredService<StubMetrics>().Meter;
        CollectorRegistry registry = Prometheus.Metrics.NewCustomRegistry();
        IDisposable adapter = MeterAdapter.StartListening(new MeterAdapterOptions
        {
            Registry = registry,
            MetricFactory = Prometheus.Metrics.WithCustomRegistry(registry),
            InstrumentFilterPredicate = instrument => ReferenceEquals(instrument.Meter, meter),
            ResolveHistogramBuckets = _ => Histogram.ExponentialBuckets(0.001, 4, 10),
        });
        app.Lifetime.ApplicationStopped.Register(adapter.Dispose);
        app.MapMetrics("/metrics", registry);
    }
}
