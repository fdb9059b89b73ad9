using TeddyFirmware.Platform;

namespace TeddyFirmware.Claiming
{
    /// <summary>The table of contract section 2.1: status → verdict.</summary>
    public static class ClaimPolicy
    {
        /// <summary>Judges an answer before its body is looked at.</summary>
        /// <param name="outcome">How the exchange ended.</param>
        /// <param name="status">The HTTP status.</param>
        /// <returns>The verdict; an accepted one still depends on a readable body.</returns>
        public static ClaimVerdict Judge(HttpOutcome outcome, int status)
        {
            // The status alone decides wherever there is one: an error's body is never needed.
            if (!HttpExchange.HasStatus(outcome))
            {
                return ClaimVerdict.Transient;
            }

            switch (status)
            {
                case 200: return outcome == HttpOutcome.Answered ? ClaimVerdict.Accepted : ClaimVerdict.Transient;
                case 400: return ClaimVerdict.Misconfigured;
                case 401: return ClaimVerdict.WrongSecret;
                case 403: return ClaimVerdict.Disabled;
                case 404: return ClaimVerdict.Unregistered;
                case 408: return ClaimVerdict.Transient;
                case 409: return ClaimVerdict.NonceUsed;
                case 422: return ClaimVerdict.Misconfigured;
                case 425: return ClaimVerdict.Transient;
                case 429: return ClaimVerdict.Later;
                case 503: return ClaimVerdict.Later;

                default: return ByClass(status);
            }
        }

        // Of the statuses that have no row, those that blame the request are as lasting as 400.
        private static ClaimVerdict ByClass(int status)
        {
            switch (status / 100)
            {
                case 3: return ClaimVerdict.Moved;
                case 4: return ClaimVerdict.Misconfigured;
                default: return ClaimVerdict.Transient;
            }
        }
    }
}
