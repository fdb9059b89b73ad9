namespace TeddyFirmware.Platform
{
    /// <summary>Why a WebSocket could not be opened.</summary>
    public enum OpenFailure
    {
        /// <summary>The server answered the upgrade with another status than 101.</summary>
        HttpStatus = 0,

        /// <summary>Name not found, refused, reset, link lost.</summary>
        Unreachable = 1,

        /// <summary>The TLS handshake failed or the certificate was refused.</summary>
        TlsRefused = 2,

        /// <summary>The deadline passed.</summary>
        TimedOut = 3,

        /// <summary>The answer was no valid upgrade: wrong accept key, missing headers, too long, not HTTP.</summary>
        BadUpgrade = 4,
    }
}
