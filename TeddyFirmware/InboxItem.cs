using TeddyFirmware.Platform;

namespace TeddyFirmware
{
    /// <summary>One report of an adapter. The inbox owns a fixed number of them and fills them again and again.</summary>
    public sealed class InboxItem
    {
        /// <summary>Gets or sets what is reported.</summary>
        public InboxKind Kind { get; set; }

        /// <summary>Gets or sets the number of the session attempt that it is about; 0 for an exchange.</summary>
        public int Attempt { get; set; }

        /// <summary>Gets or sets the HTTP status of a refusal, the code of a close, or the length of a text.</summary>
        public int Number { get; set; }

        /// <summary>Gets or sets why there is no connection.</summary>
        public OpenFailure Failure { get; set; }

        /// <summary>Gets or sets a refusal's <c>Retry-After</c> header.</summary>
        public string RetryAfter { get; set; }

        /// <summary>Gets or sets the class name of the exception behind a refusal.</summary>
        public string ErrorClass { get; set; }

        /// <summary>Gets or sets a text.</summary>
        public byte[] Message { get; set; }

        /// <summary>Gets or sets an exchange.</summary>
        public HttpExchange Exchange { get; set; }

        /// <summary>Takes over another item's content, and empties that one.</summary>
        /// <param name="other">The other item.</param>
        public void TakeFrom(InboxItem other)
        {
            Kind = other.Kind;
            Attempt = other.Attempt;
            Number = other.Number;
            Failure = other.Failure;
            RetryAfter = other.RetryAfter;
            ErrorClass = other.ErrorClass;
            Message = other.Message;
            Exchange = other.Exchange;
            other.Clear();
        }

        /// <summary>Forgets everything, so that nothing is kept alive.</summary>
        public void Clear()
        {
            Kind = InboxKind.None;
            RetryAfter = null;
            ErrorClass = null;
            Message = null;
            Exchange = null;
        }
    }
}
