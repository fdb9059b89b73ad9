using System;
using System.Net.WebSockets;
using System.Net.WebSockets.WebSocketFrame;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Joins the fragments of a message, which the library hands out one by one.</summary>
    /// <remarks>
    /// It calls every continuation binary (facts page, section 1.7), so the first fragment tells the kind. The length of
    /// all fragments together was bounded before, by the filter.
    /// </remarks>
    internal sealed class MessageJoiner
    {
        /// <summary>Gets a value indicating whether the message is text.</summary>
        internal bool IsText { get; private set; }

        /// <summary>Gets the array that holds the message.</summary>
        internal byte[] Message { get; private set; }

        /// <summary>Gets the message's length.</summary>
        internal int Length { get; private set; }

        /// <summary>Adds a frame.</summary>
        /// <returns>True where the message is whole.</returns>
        internal bool Add(ReceiveMessageFrame frame)
        {
            FragmentationType place = frame.Fragmentation;
            if (place == FragmentationType.NotFragmented || place == FragmentationType.FirstFragment)
            {
                IsText = frame.MessageType == WebSocketMessageType.Text;
                Message = frame.Buffer;
                Length = frame.Buffer.Length;
                return place == FragmentationType.NotFragmented;
            }

            // Nobody will read a binary message.
            if (IsText)
            {
                Append(frame.Buffer);
            }

            return place == FragmentationType.FinalFragment;
        }

        /// <summary>Forgets the message, which belongs to somebody else now.</summary>
        internal void Clear()
        {
            Message = null;
            Length = 0;
        }

        private void Append(byte[] part)
        {
            int needed = Length + part.Length;
            if (needed > Message.Length)
            {
                byte[] larger = new byte[needed > 2 * Message.Length ? needed : 2 * Message.Length];
                Array.Copy(Message, larger, Length);
                Message = larger;
            }

            Array.Copy(part, 0, Message, Length, part.Length);
            Length = needed;
        }
    }
}
