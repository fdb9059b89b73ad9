using TeddyFirmware.Platform;

namespace TeddyFirmware.Diagnostics
{
    /// <summary>Words for log lines. (An enum's <c>ToString</c> gives a number on nanoFramework.)</summary>
    public static class Describe
    {
        /// <summary>Tells how an exchange ended, without anything of its bodies.</summary>
        /// <param name="answer">The exchange.</param>
        /// <param name="elapsedMs">How long it took.</param>
        /// <returns>Such as <c>status=200 in_ms=120</c>, or <c>no answer outcome=timed-out waited_for=handshake in_ms=20000</c>.</returns>
        public static string Answer(HttpExchange answer, long elapsedMs)
        {
            string outcome = answer.Outcome == HttpOutcome.Answered ? string.Empty : " outcome=" + Outcome(answer.Outcome);
            string status = answer.Status == 0 ? "no answer" : "status=" + answer.Status.ToString();
            string phase = HttpExchange.HasStatus(answer.Outcome) ? string.Empty : " waited_for=" + Phase(answer.Phase);
            string error = answer.ErrorClass == null ? string.Empty : " error=" + answer.ErrorClass;
            return status + outcome + phase + error + " in_ms=" + elapsedMs.ToString();
        }

        /// <summary>Names the class of an exchange's failure.</summary>
        /// <param name="answer">The exchange.</param>
        /// <returns>Such as <c>status-503</c>, <c>timed-out</c>, <c>body-broken</c>; null where it was answered with 200.</returns>
        public static string Error(HttpExchange answer)
        {
            bool isAnswered = answer.Outcome == HttpOutcome.Answered;
            return !isAnswered ? Outcome(answer.Outcome) : answer.Status == 200 ? null : "status-" + answer.Status.ToString();
        }

        /// <summary>Names why a session could not be opened.</summary>
        /// <param name="failure">The reason.</param>
        /// <returns>A word.</returns>
        public static string Failure(OpenFailure failure)
        {
            switch (failure)
            {
                case OpenFailure.HttpStatus: return "status";
                case OpenFailure.TlsRefused: return "tls-refused";
                case OpenFailure.TimedOut: return "timed-out";
                case OpenFailure.BadUpgrade: return "bad-upgrade";
                default: return "unreachable";
            }
        }

        private static string Phase(HttpPhase phase)
        {
            switch (phase)
            {
                case HttpPhase.Resolving: return "name";
                case HttpPhase.Connecting: return "connection";
                case HttpPhase.Handshake: return "handshake";
                default: return "answer";
            }
        }

        private static string Outcome(HttpOutcome outcome)
        {
            switch (outcome)
            {
                case HttpOutcome.BodyTooLong: return "body-too-long";
                case HttpOutcome.BodyBroken: return "body-broken";
                case HttpOutcome.TlsRefused: return "tls-refused";
                case HttpOutcome.TimedOut: return "timed-out";
                default: return "unreachable";
            }
        }
    }
}
