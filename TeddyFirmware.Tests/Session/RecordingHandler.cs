using System;
using System.Text;
using TeddyFirmware.Session;

namespace TeddyFirmware.Tests.Session
{
    /// <summary>Counts messages, and throws on demand.</summary>
    public sealed class RecordingHandler : IMessageHandler
    {
        /// <summary>Gets or sets a value indicating whether it throws.</summary>
        public bool Throws { get; set; }

        /// <summary>Gets how many messages came.</summary>
        public int Count { get; private set; }

        /// <summary>Gets the last message.</summary>
        public string Last { get; private set; }

        /// <inheritdoc/>
        public void Handle(byte[] message, int length)
        {
            Count++;
            Last = Encoding.UTF8.GetString(message, 0, length);
            if (Throws)
            {
                throw new InvalidOperationException("PLANTED VALUE");
            }
        }
    }
}
