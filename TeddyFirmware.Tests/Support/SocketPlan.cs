using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>What the scripted server does with one attempt to open a session.</summary>
    public sealed class SocketPlan
    {
        private SocketPlan()
        {
        }

        /// <summary>Gets a value indicating whether the attempt is accepted.</summary>
        public bool IsAccepted { get; private set; }

        /// <summary>Gets a value indicating whether there never is a report: the transport is stuck.</summary>
        public bool IsSilent { get; private set; }

        /// <summary>Gets why it is refused.</summary>
        public OpenFailure Failure { get; private set; }

        /// <summary>Gets the status of the upgrade.</summary>
        public int Status { get; private set; }

        /// <summary>Gets the header, or null.</summary>
        public string RetryAfter { get; private set; }

        /// <summary>Gets the class of the exception behind a failure, or null.</summary>
        public string ErrorClass { get; private set; }

        /// <summary>Gets the code with which the server closes by itself; 0 where it does not.</summary>
        public int CloseCode { get; private set; }

        /// <summary>Gets when the server closes, in milliseconds after the open.</summary>
        public int CloseAfterMs { get; private set; }

        /// <summary>The upgrade is accepted.</summary>
        /// <returns>The plan.</returns>
        public static SocketPlan Accept() => new SocketPlan { IsAccepted = true };

        /// <summary>The upgrade is accepted, and the server closes soon.</summary>
        /// <param name="closeCode">With this code.</param>
        /// <param name="afterMs">After so many milliseconds.</param>
        /// <returns>The plan.</returns>
        public static SocketPlan AcceptThenClose(int closeCode, int afterMs) =>
            new SocketPlan { IsAccepted = true, CloseCode = closeCode, CloseAfterMs = afterMs };

        /// <summary>The upgrade is answered with a status.</summary>
        /// <param name="status">The status.</param>
        /// <param name="retryAfter">The header, or null.</param>
        /// <returns>The plan.</returns>
        public static SocketPlan Refuse(int status, string retryAfter = null) =>
            new SocketPlan { Failure = OpenFailure.HttpStatus, Status = status, RetryAfter = retryAfter };

        /// <summary>There is no connection.</summary>
        /// <param name="failure">Why.</param>
        /// <returns>The plan.</returns>
        public static SocketPlan Fail(OpenFailure failure) => new SocketPlan { Failure = failure };

        /// <summary>The transport runs out of memory.</summary>
        /// <returns>The plan.</returns>
        public static SocketPlan NoMemory() => new SocketPlan { Failure = OpenFailure.Unreachable, ErrorClass = MemoryFaults.ClassName };

        /// <summary>No report, ever.</summary>
        /// <returns>The plan.</returns>
        public static SocketPlan Silent() => new SocketPlan { IsSilent = true };
    }
}
