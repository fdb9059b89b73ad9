using VirtualDevice.Running;

namespace VirtualDevice.Screen;

/// <summary>Where a fleet is shown.</summary>
internal interface IFleetScreen
{
    /// <summary>A sentence of the bench.</summary>
    void Say(string text);

    /// <summary>Shows the fleet now and again until that is cancelled, and then once more.</summary>
    Task ShowAsync(Func<FleetCounts> count, CancellationToken stop);
}
