using TeddyFirmware.Wire;

namespace TeddyFirmware.Diagnostics
{
    /// <summary>
    /// The health snapshot as the text that the device sends when a session opens and when it is asked: flat JSON of
    /// <c>type</c> <c>status</c>. What has not happened is left out.
    /// </summary>
    /// <remarks>Numbers, statuses and class names only: nothing that the server or a person wrote.</remarks>
    public static class StatusText
    {
        /// <summary>The value of <c>type</c>.</summary>
        public const string Type = "status";

        /// <summary>More bytes than the longest snapshot has.</summary>
        public const int MaxBytes = 1024;

        /// <summary>The value of <c>type</c> in the text with which the server asks for it.</summary>
        public const string RequestType = "status_request";

        /// <summary>Adds what has gone wrong.</summary>
        /// <param name="status">The members.</param>
        /// <param name="health">The counters.</param>
        public static void AddHealth(JsonObjectWriter status, HealthCounters health)
        {
            for (int code = HealthCounters.FirstCode; code <= HealthCounters.LastCode; code++)
            {
                status.AddCount("closed_" + code.ToString(), health.Closes(code));
            }

            status.AddCount("closed_other", health.OtherCloses);
            status.Add("claim_error", health.ClaimError);
            status.Add("refresh_error", health.RefreshError);
            status.Add("session_error", health.SessionError);
        }
    }
}
