namespace VirtualDevice.Running;

/// <summary>Takes what the devices of a fleet do, from many threads; returns at once.</summary>
internal interface IFleetEvents
{
    /// <summary>A device has gone from one state to another.</summary>
    void OnTransition(FleetMember member, DeviceState from, DeviceState to);

    /// <summary>A device has an echo, its first one or another.</summary>
    void OnEcho(bool isFirst);

    /// <summary>A line of a device's log.</summary>
    void OnLine(string line);
}
