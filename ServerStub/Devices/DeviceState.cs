namespace ServerStub.Devices;

/// <summary>How far a device has come.</summary>
internal enum DeviceState
{
    /// <summary>Nothing was heard of it in this run.</summary>
    Never,

    /// <summary>It has tokens, and no session yet.</summary>
    Claimed,

    /// <summary>Its session is open.</summary>
    Open,

    /// <summary>Its session has ended.</summary>
    Closed,
}
