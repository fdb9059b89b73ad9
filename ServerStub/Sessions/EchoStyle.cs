namespace ServerStub.Sessions;

/// <summary>What a text is answered with (contract section 4).</summary>
public enum EchoStyle
{
    /// <summary><c>Echo: </c> and the text, then a processing result.</summary>
    Full,

    /// <summary><c>Echo: </c> and the text only, as a deployed server may do.</summary>
    Echo,

    /// <summary>The bare text.</summary>
    Bare,
}
