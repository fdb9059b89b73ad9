using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using TeddyFirmware.Dialing;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>A TCP socket that connects within a time limit, and finds out that its peer's host is gone.</summary>
    internal sealed class TimedSocket : Socket
    {
        // lwIP's numbers, which the runtime passes on as they are (facts page, section 16.6).
        private const SocketOptionName TcpKeepIdle = (SocketOptionName)3;
        private const SocketOptionName TcpKeepInterval = (SocketOptionName)4;
        private const SocketOptionName TcpKeepCount = (SocketOptionName)5;

        // A host that is gone without a word is known after 20 + 4 * 5 s; a session's pings know it after 44.
        private const int IdleSeconds = 20;
        private const int IntervalSeconds = 5;
        private const int ProbeCount = 4;

        private bool _isConnecting;
        private bool _isLate;

        internal TimedSocket()
            : base(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
        }

        /// <summary>Connects. The runtime gives that no limit; but it gives other threads their turn, and ends when the socket is closed.</summary>
        /// <param name="server">Where to.</param>
        /// <param name="limitMs">The time for it, in milliseconds.</param>
        /// <returns>Answered, silent, or refused.</returns>
        internal PeerAnswer TryConnect(IPEndPoint server, int limitMs)
        {
            _isConnecting = true;
            Timer limit = new Timer(OnLimit, null, limitMs, Timeout.Infinite);
            try
            {
                Connect(server);
                return PeerAnswer.Answered;
            }
            catch (Exception)
            {
                return _isLate ? PeerAnswer.Silent : PeerAnswer.Refused;
            }
            finally
            {
                _isConnecting = false;
                limit.Dispose();
            }
        }

        /// <summary>Ends a connect that is waiting. May be called from any thread, at any time.</summary>
        internal void Cancel()
        {
            if (_isConnecting)
            {
                Close();
            }
        }

        /// <summary>Has the network find out that the peer's host is gone: the one thing that ends a handshake with it.</summary>
        internal void KeepAlive()
        {
            try
            {
                SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, 1);
                SetSocketOption(SocketOptionLevel.Tcp, TcpKeepIdle, IdleSeconds);
                SetSocketOption(SocketOptionLevel.Tcp, TcpKeepInterval, IntervalSeconds);
                SetSocketOption(SocketOptionLevel.Tcp, TcpKeepCount, ProbeCount);
            }
            catch (Exception)
            {
                // A target without them: the connection is as good as without.
            }
        }

        private void OnLimit(object unused)
        {
            if (_isConnecting)
            {
                _isLate = true;
                Close();
            }
        }
    }
}
