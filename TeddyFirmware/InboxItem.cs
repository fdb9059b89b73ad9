using TeddyFirmware.Platform;

namespace TeddyFirmware
{
    /// <summary>One report of an adapter. The inbox owns a fixed number of them and fills them again and again.</summary>
    public sealed class InboxItem
    {
        /// <summary>What is reported.</summary>
        public InboxKind Kind;

        /// <summary>The number of the session attempt that it is about; 0 for an exchange.</summary>
        public int Attempt;

        /// <summary>The HTTP status of a refusal, the code of a close, or the length of a text.</summary>
        public int Number;

        /// <summary>What belongs to the kind: a text's bytes, an exchange, or a <see cref="Refusal"/>; else null.</summary>
        /// <remarks>One place for all, because each costs 12 bytes of a board's heap in each of the inbox's items.</remarks>
        public object Content;

        /// <summary>Gets a text.</summary>
        public byte[] Message => Content as byte[];

        /// <summary>Gets an exchange.</summary>
        public HttpExchange Exchange => Content as HttpExchange;

        /// <summary>Gets a refusal.</summary>
        public Refusal Refusal => Content as Refusal;

        /// <summary>Takes over another item's content, and empties that one.</summary>
        /// <param name="other">The other item.</param>
        public void TakeFrom(InboxItem other)
        {
            Kind = other.Kind;
            Attempt = other.Attempt;
            Number = other.Number;
            Content = other.Content;
            other.Clear();
        }

        /// <summary>Forgets everything, so that nothing is kept alive.</summary>
        public void Clear()
        {
            Kind = InboxKind.None;
            Content = null;
        }
    }
}
