namespace TeddyFirmware.Session
{
    /// <summary>The table of contract section 4: close code or upgrade status → verdict.</summary>
    public static class SessionPolicy
    {
        /// <summary>Judges the end of an open session.</summary>
        /// <param name="closeCode">The close code, as <see cref="Platform.IWebSocketListener.OnClosed"/> reports it.</param>
        /// <returns>The verdict.</returns>
        public static SessionVerdict JudgeClose(int closeCode)
        {
            switch (closeCode)
            {
                case CloseCode.Normal: return SessionVerdict.GoingAway;
                case CloseCode.GoingAway: return SessionVerdict.GoingAway;
                case CloseCode.ProtocolError: return SessionVerdict.OwnFault;
                case CloseCode.UnsupportedData: return SessionVerdict.OwnFault;
                case CloseCode.Abnormal: return SessionVerdict.Lost;
                case CloseCode.InvalidPayload: return SessionVerdict.OwnFault;
                case CloseCode.PolicyViolation: return SessionVerdict.TokenRefused;
                case CloseCode.TooBig: return SessionVerdict.OwnFault;
                case CloseCode.MandatoryExtension: return SessionVerdict.OwnFault;
                case CloseCode.ServerError: return SessionVerdict.Transient;
                case CloseCode.ServiceRestart: return SessionVerdict.GoingAway;
                case CloseCode.TryAgainLater: return SessionVerdict.Later;
                default: return SessionVerdict.Transient;
            }
        }

        /// <summary>Judges an upgrade that was not accepted.</summary>
        /// <param name="status">The HTTP status; 0 where there was none.</param>
        /// <returns>The verdict.</returns>
        public static SessionVerdict JudgeUpgrade(int status)
        {
            switch (status)
            {
                case 401: return SessionVerdict.TokenRefused;
                case 403: return SessionVerdict.TokenRefused;
                case 404: return SessionVerdict.Unknown;
                case 429: return SessionVerdict.Later;
                case 503: return SessionVerdict.Later;
                default: return SessionVerdict.Transient;
            }
        }
    }
}
