using TeddyFirmware.Platform;

namespace TeddyFirmware
{
    /// <summary>Why a session was not opened.</summary>
    public sealed class Refusal
    {
        /// <summary>Initializes a new instance of the <see cref="Refusal"/> class.</summary>
        /// <param name="failure">Why.</param>
        /// <param name="retryAfter">The <c>Retry-After</c> header, or null.</param>
        /// <param name="errorClass">The class name of the exception behind it, or null.</param>
        public Refusal(OpenFailure failure, string retryAfter, string errorClass)
        {
            Failure = failure;
            RetryAfter = retryAfter;
            ErrorClass = errorClass;
        }

        /// <summary>Gets why there is no connection.</summary>
        public OpenFailure Failure { get; }

        /// <summary>Gets the <c>Retry-After</c> header.</summary>
        public string RetryAfter { get; }

        /// <summary>Gets the class name of the exception behind it.</summary>
        public string ErrorClass { get; }
    }
}
