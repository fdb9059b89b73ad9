using System;
using System.Net.Sockets;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>A TCP socket that closes when its owner says so, and not when the WebSocket library does.</summary>
    /// <remarks>
    /// The library closes the bare socket, on whatever thread, before the TLS context that still uses it: the context
    /// then closes the same descriptor number a second time, when it may be another connection's, and a thread
    /// that is reading may meet freed memory (facts page, section 3.6; WS WebSocket.HardClose). So its close is ignored,
    /// and the thread that opened the connection closes it, through the TLS stream, after everybody has left.
    /// </remarks>
    internal sealed class HeldSocket : Socket
    {
        internal HeldSocket()
            : base(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
        }

        /// <summary>Gets or sets a value indicating whether closing is put off.</summary>
        internal bool IsHeld { get; set; }

        /// <summary>Undoes the second of lingering that the library asks for: closing would stop every thread for it.</summary>
        internal void DoNotLinger()
        {
            try
            {
                SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.DontLinger, 1);
            }
            catch (Exception)
            {
                // Then it is closed already, or a target without lingering.
            }
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            // The finalizer may always close: then nobody holds anything any more.
            if (!IsHeld || !disposing)
            {
                base.Dispose(disposing);
            }
        }
    }
}
