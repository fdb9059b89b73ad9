namespace TeddyFirmware.Session
{
    /// <summary>What the end of a session, or a refused upgrade, means (contract, section 4).</summary>
    public enum SessionVerdict
    {
        /// <summary>The server refuses the token: refresh once, then claim once, then the slowest pace.</summary>
        TokenRefused = 0,

        /// <summary>The server goes away or restarts: a first delay of 0–5 s, then backoff.</summary>
        GoingAway = 1,

        /// <summary>The server asks for patience: at least 30 s, or <c>Retry-After</c>.</summary>
        Later = 2,

        /// <summary>The server complains about our protocol: counted as our own fault, then backoff.</summary>
        OwnFault = 3,

        /// <summary>A fault in the server, or no server: backoff with the same token.</summary>
        Transient = 4,

        /// <summary>An open session was lost without a close frame: a first delay of 0–5 s, then backoff.</summary>
        Lost = 5,

        /// <summary>The server does not know the device: the slow pace.</summary>
        Unknown = 6,
    }
}
