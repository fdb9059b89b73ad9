namespace VirtualDevice.Doctor;

/// <summary>How a check came out; the greatest of its findings counts.</summary>
internal enum Mark
{
    /// <summary>Nothing stands in the way.</summary>
    Ok,

    /// <summary>Could not be found out.</summary>
    Skip,

    /// <summary>Works now, and will trouble somebody later or on a board.</summary>
    Warn,

    /// <summary>A device gets no further than here.</summary>
    Fail,
}
