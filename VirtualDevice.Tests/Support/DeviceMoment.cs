using TeddyFirmware;

namespace VirtualDevice.Tests.Support;

/// <summary>A state, and how often the device had come to rest when it began: at rest in this state it is after one more.</summary>
internal sealed record DeviceMoment(DeviceState State, int RestsBefore);
