using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>What each kind of fault does to a claim.</summary>
    public static class OutageReply
    {
        /// <summary>Makes what a claim is answered with.</summary>
        /// <param name="outage">The fault.</param>
        /// <returns>The reply.</returns>
        public static HttpReply Of(Outage outage)
        {
            switch (outage)
            {
                case Outage.NoName: return HttpReply.FailedIn(HttpPhase.Resolving, HttpOutcome.Unreachable);
                case Outage.Refused: return HttpReply.FailedIn(HttpPhase.Connecting, HttpOutcome.Unreachable);
                case Outage.TlsFails: return HttpReply.FailedIn(HttpPhase.Handshake, HttpOutcome.TlsRefused);
                case Outage.Silent: return HttpReply.FailedIn(HttpPhase.Handshake, HttpOutcome.TimedOut).Within(20000);
                case Outage.BadGateway: return HttpReply.WithStatus(502);
                case Outage.NotReady: return HttpReply.WithStatus(503);
                case Outage.NotReadyAtOnce: return HttpReply.WithStatus(503).After("0");
                case Outage.SlowFault: return HttpReply.WithStatus(504).Within(55000);
                default: return HttpReply.Failed(HttpOutcome.Unreachable);
            }
        }
    }
}
