namespace TeddyFirmware.Platform
{
    /// <summary>How an HTTP exchange ended.</summary>
    public enum HttpOutcome
    {
        /// <summary>It has not ended.</summary>
        None = 0,

        /// <summary>Status, headers and the whole body were read.</summary>
        Answered = 1,

        /// <summary>A status came, but its body was longer than <see cref="HttpExchange.MaxBodyBytes"/>.</summary>
        BodyTooLong = 2,

        /// <summary>A status came, but its body ended early or broke off.</summary>
        BodyBroken = 3,

        /// <summary>No connection: name not found, refused, reset before an answer, link lost.</summary>
        Unreachable = 4,

        /// <summary>The TLS handshake failed or the certificate was refused; nothing of the request was sent.</summary>
        TlsRefused = 5,

        /// <summary>The deadline passed.</summary>
        TimedOut = 6,
    }
}
