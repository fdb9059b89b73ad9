using System.Collections;

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

        /// <summary>Adds a number that is more than 0.</summary>
        /// <param name="status">The members.</param>
        /// <param name="name">The member's name.</param>
        /// <param name="value">Its value.</param>
        public static void AddCount(Hashtable status, string name, int value)
        {
            if (value > 0)
            {
                status.Add(name, value);
            }
        }

        /// <summary>Adds what has gone wrong.</summary>
        /// <param name="status">The members.</param>
        /// <param name="health">The counters.</param>
        public static void AddHealth(Hashtable status, HealthCounters health)
        {
            for (int code = HealthCounters.FirstCode; code <= HealthCounters.LastCode; code++)
            {
                AddCount(status, "closed_" + code.ToString(), health.Closes(code));
            }

            AddCount(status, "closed_other", health.OtherCloses);
            AddText(status, "claim_error", health.ClaimError);
            AddText(status, "refresh_error", health.RefreshError);
            AddText(status, "session_error", health.SessionError);
        }

        private static void AddText(Hashtable status, string name, string value)
        {
            if (value != null)
            {
                status.Add(name, value);
            }
        }
    }
}
