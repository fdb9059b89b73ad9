namespace TeddyFirmware.Session
{
    /// <summary>The WebSocket close codes that the firmware speaks of (RFC 6455, 7.4.1, and the IANA registry).</summary>
    public static class CloseCode
    {
        /// <summary>Never on the wire: our own memory has run out.</summary>
        public const int OutOfMemory = -1;

        /// <summary>The end that was meant.</summary>
        public const int Normal = 1000;

        /// <summary>The server goes away.</summary>
        public const int GoingAway = 1001;

        /// <summary>Somebody broke the protocol.</summary>
        public const int ProtocolError = 1002;

        /// <summary>A kind of data that is not accepted.</summary>
        public const int UnsupportedData = 1003;

        /// <summary>Never sent: there was a close frame, without a code.</summary>
        public const int NoCode = 1005;

        /// <summary>Never sent: there was no close frame.</summary>
        public const int Abnormal = 1006;

        /// <summary>A payload that is not what it says, such as text that is not UTF-8.</summary>
        public const int InvalidPayload = 1007;

        /// <summary>The server's policy: here, a token that it refuses (contract, section 4).</summary>
        public const int PolicyViolation = 1008;

        /// <summary>A message over the limit.</summary>
        public const int TooBig = 1009;

        /// <summary>An extension is missing.</summary>
        public const int MandatoryExtension = 1010;

        /// <summary>A fault in the server.</summary>
        public const int ServerError = 1011;

        /// <summary>The server restarts.</summary>
        public const int ServiceRestart = 1012;

        /// <summary>The server asks for patience.</summary>
        public const int TryAgainLater = 1013;
    }
}
