namespace VirtualDevice.Tests.Support;

/// <summary>The ways in which a link breaks.</summary>
public enum LinkFault
{
    /// <summary>Nothing comes down to the device any more, and nothing says so.</summary>
    StallDown,

    /// <summary>Nothing goes up to the server any more, and nothing says so.</summary>
    StallUp,

    /// <summary>Both sides see the connection end in the ordinary way, in the middle of a TLS record.</summary>
    Cut,

    /// <summary>Both sides see a TCP reset.</summary>
    Reset,

    /// <summary>The device sees the end of the stream, and could still send.</summary>
    HalfCloseToDevice,

    /// <summary>The server sees the end of the stream, and could still send.</summary>
    HalfCloseToServer,

    /// <summary>Each piece is held for a second, in each direction.</summary>
    Delay,

    /// <summary>Each piece is held for a minute, in each direction.</summary>
    LongDelay,

    /// <summary>A thousand bytes pass in a second, in each direction.</summary>
    Throttle,

    /// <summary>Each byte goes out in a write of its own, in each direction.</summary>
    SingleBytes,
}
