using ServerStub.Tls;

namespace ServerStub.Control;

/// <summary>What the control API and the faults need.</summary>
internal static class ControlServices
{
    public static void AddControl(this IServiceCollection services)
    {
        services.AddSingleton<FaultPlans>();
        services.AddSingleton<StepParser>();
        services.AddSingleton<StepRunner>();
        services.AddSingleton<ScenarioParser>();
        services.AddSingleton<ScenarioRunner>();
        services.AddSingleton<BadTlsPorts>();
        services.AddSingleton<DeviceKeeper>();
        services.AddSingleton<DeviceDesk>();
        services.AddSingleton<ControlGuard>();
        services.AddSingleton<StubRun>();
        services.AddSingleton<EventStream>();
    }
}
