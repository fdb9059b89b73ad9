namespace VirtualDevice.Tests.Support;

/// <summary>When a fault begins.</summary>
public enum LinkPhase
{
    /// <summary>Before the first byte of the first TLS handshake, which is the claim's.</summary>
    Handshake,

    /// <summary>When the server has read the claim, and before it answers.</summary>
    ClaimAnswer,

    /// <summary>When the server has read the request for an upgrade, and before it answers.</summary>
    Upgrade,

    /// <summary>In an open session, after its first echo.</summary>
    Session,
}
