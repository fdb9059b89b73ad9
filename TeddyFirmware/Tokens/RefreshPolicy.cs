using TeddyFirmware.Platform;

namespace TeddyFirmware.Tokens
{
    /// <summary>The table of refresh answers: status → verdict (contract, section 3; statuses that it does not name as in 2.1).</summary>
    public static class RefreshPolicy
    {
        /// <summary>Judges an answer before its body is looked at.</summary>
        /// <param name="outcome">How the exchange ended.</param>
        /// <param name="status">The HTTP status.</param>
        /// <returns>The verdict; an accepted one still depends on a readable body.</returns>
        public static RefreshVerdict Judge(HttpOutcome outcome, int status)
        {
            if (!HttpExchange.HasStatus(outcome))
            {
                return RefreshVerdict.Transient;
            }

            switch (status)
            {
                case 200: return outcome == HttpOutcome.Answered ? RefreshVerdict.Accepted : RefreshVerdict.Transient;
                case 400: return RefreshVerdict.Refused;
                case 401: return RefreshVerdict.Refused;
                case 403: return RefreshVerdict.Slow;
                case 404: return RefreshVerdict.Missing;
                case 408: return RefreshVerdict.Transient;
                case 422: return RefreshVerdict.Refused;
                case 425: return RefreshVerdict.Transient;
                case 429: return RefreshVerdict.Later;
                case 503: return RefreshVerdict.Later;
                default: return ByClass(status);
            }
        }

        private static RefreshVerdict ByClass(int status)
        {
            switch (status / 100)
            {
                case 3: return RefreshVerdict.Missing;
                case 4: return RefreshVerdict.Slow;
                default: return RefreshVerdict.Transient;
            }
        }
    }
}
