namespace TeddyFirmware.Dialing
{
    /// <summary>What a peer makes of a ClientHello.</summary>
    public enum PeerAnswer
    {
        /// <summary>It is not known yet.</summary>
        Waiting = 0,

        /// <summary>A whole first flight came, or an alert: it ends its part of a handshake.</summary>
        Answered = 1,

        /// <summary>Something came that is no TLS, or no end of a first flight within what one may be long.</summary>
        NotTls = 2,

        /// <summary>Nothing came, or not all of it, in the time that there was.</summary>
        Silent = 3,

        /// <summary>The connection was refused, or ended before an answer.</summary>
        Refused = 4,
    }
}
