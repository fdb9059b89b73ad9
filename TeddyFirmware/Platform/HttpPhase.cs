namespace TeddyFirmware.Platform
{
    /// <summary>How far an HTTP exchange has come, and so what it waits for.</summary>
    public enum HttpPhase
    {
        /// <summary>The server's name is looked up; also the wait for an earlier connection to be gone.</summary>
        Resolving = 0,

        /// <summary>The server has not accepted the TCP connection yet.</summary>
        Connecting = 1,

        /// <summary>The TLS handshake is under way.</summary>
        Handshake = 2,

        /// <summary>The request goes out or has gone out: from here on the server may have acted on it.</summary>
        Answer = 3,
    }
}
