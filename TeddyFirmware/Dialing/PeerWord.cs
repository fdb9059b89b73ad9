namespace TeddyFirmware.Dialing
{
    /// <summary>The words for what a peer did, the same in every log and report.</summary>
    public static class PeerWord
    {
        /// <summary>The name has no address, or the name server does not answer.</summary>
        public const string NoAddress = "no-address";

        /// <summary>Names an answer.</summary>
        /// <param name="answer">The answer.</param>
        /// <returns>A word.</returns>
        public static string Of(PeerAnswer answer)
        {
            switch (answer)
            {
                case PeerAnswer.Answered: return "answered";
                case PeerAnswer.NotTls: return "not-tls";
                case PeerAnswer.Refused: return "refused";
                default: return "silent";
            }
        }
    }
}
