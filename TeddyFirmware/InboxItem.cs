using TeddyFirmware.Platform;

namespace TeddyFirmware
{
    /// <summary>One report of an adapter. Its one reader has it filled again and again.</summary>
    public sealed class InboxItem
    {
        /// <summary>What is reported.</summary>
        public InboxKind Kind;

        /// <summary>The number of the session attempt that it is about; 0 for an exchange.</summary>
        public int Attempt;

        /// <summary>The HTTP status of a refusal, the code of a close, or the length of a text.</summary>
        public int Number;

        /// <summary>What belongs to the kind: a text's bytes, an exchange, or a <see cref="Refusal"/>; else null.</summary>
        public object Content;

        /// <summary>Gets a text.</summary>
        public byte[] Message => Content as byte[];

        /// <summary>Gets an exchange.</summary>
        public HttpExchange Exchange => Content as HttpExchange;

        /// <summary>Gets a refusal.</summary>
        public Refusal Refusal => Content as Refusal;

        /// <summary>Forgets everything, so that nothing is kept alive.</summary>
        public void Clear()
        {
            Kind = InboxKind.None;
            Content = null;
        }
    }
}
