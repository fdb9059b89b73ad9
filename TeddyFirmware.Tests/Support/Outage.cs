namespace TeddyFirmware.Tests.Support
{
    /// <summary>The kinds of fault that a server, or the way to it, may have for a while.</summary>
    public enum Outage
    {
        /// <summary>The server's name is not found.</summary>
        NoName = 0,

        /// <summary>The connection is refused.</summary>
        Refused = 1,

        /// <summary>The TLS handshake fails.</summary>
        TlsFails = 2,

        /// <summary>The server accepts TCP and says nothing.</summary>
        Silent = 3,

        /// <summary>A proxy says 502.</summary>
        BadGateway = 4,

        /// <summary>The server says 503, and not for how long.</summary>
        NotReady = 5,

        /// <summary>The server says 503, and come back at once.</summary>
        NotReadyAtOnce = 6,

        /// <summary>A proxy says 504 after 55 s.</summary>
        SlowFault = 7,

        /// <summary>The connection is lost once the claim is sent.</summary>
        AnswerLost = 8,
    }
}
