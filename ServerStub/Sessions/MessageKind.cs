namespace ServerStub.Sessions;

/// <summary>What a device sent.</summary>
internal enum MessageKind
{
    /// <summary>A whole text.</summary>
    Text,

    /// <summary>The start of a binary message.</summary>
    Binary,

    /// <summary>More than the largest message.</summary>
    TooLarge,

    /// <summary>A close frame.</summary>
    Close,
}
