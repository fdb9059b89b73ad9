using TeddyFirmware.Platform;

namespace TeddyFirmware.Diagnostics
{
    /// <summary>What has gone wrong since the start: closes by their code, and the last error of each kind by its class.</summary>
    public sealed class HealthCounters
    {
        /// <summary>The first close code that has a count of its own (RFC 6455, 7.4.1).</summary>
        public const int FirstCode = 1000;

        /// <summary>The last one.</summary>
        public const int LastCode = 1015;

        private readonly int[] _closes = new int[LastCode - FirstCode + 1];

        /// <summary>How many sessions ended with a code that has no count of its own.</summary>
        public int OtherCloses;

        /// <summary>The last failed claim, in words without anything of its bodies; null where there was none.</summary>
        public string ClaimError;

        /// <summary>The last failed refresh; null where there was none.</summary>
        public string RefreshError;

        /// <summary>The last refused session; null where there was none.</summary>
        public string SessionError;

        /// <summary>Tells how many sessions ended with a code.</summary>
        /// <param name="code">The code, <see cref="FirstCode"/> to <see cref="LastCode"/>.</param>
        /// <returns>The number.</returns>
        public int Closes(int code) => _closes[code - FirstCode];

        /// <summary>Counts a session that has ended.</summary>
        /// <param name="code">Its close code, any number.</param>
        public void NoteClose(int code)
        {
            if (code >= FirstCode && code <= LastCode)
            {
                _closes[code - FirstCode]++;
            }
            else
            {
                OtherCloses++;
            }
        }

        /// <summary>Notes how a claim ended.</summary>
        /// <param name="answer">Its exchange.</param>
        public void NoteClaim(HttpExchange answer) => ClaimError = Describe.Error(answer) ?? ClaimError;

        /// <summary>Notes how a refresh ended.</summary>
        /// <param name="answer">Its exchange.</param>
        public void NoteRefresh(HttpExchange answer) => RefreshError = Describe.Error(answer) ?? RefreshError;

        /// <summary>Notes a session that was not opened.</summary>
        /// <param name="report">The report.</param>
        public void NoteRefusal(InboxItem report)
        {
            OpenFailure failure = report.Refusal.Failure;
            SessionError = failure == OpenFailure.HttpStatus ? "status-" + report.Number.ToString() : Describe.Failure(failure);
        }
    }
}
