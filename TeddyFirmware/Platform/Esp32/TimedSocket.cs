using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using TeddyFirmware.Dialing;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>A socket whose every wait has a limit, and that finds out that its peer's host is gone.</summary>
    internal sealed class TimedSocket : Socket
    {
        /// <summary>How long one look at the socket takes, in milliseconds: short enough to notice an abort soon, long enough to cost nothing.</summary>
        internal const int PollMs = 250;

        // lwIP's numbers, which the runtime passes on as they are (facts page, section 16.6).
        private const SocketOptionName TcpKeepIdle = (SocketOptionName)3;
        private const SocketOptionName TcpKeepInterval = (SocketOptionName)4;
        private const SocketOptionName TcpKeepCount = (SocketOptionName)5;

        // A host that is gone without a word is known after 20 + 4 * 5 s; a session's pings know it after 44.
        private const int IdleSeconds = 20;
        private const int IntervalSeconds = 5;
        private const int ProbeCount = 4;

        private readonly IClock _clock;
        private bool _isConnecting;
        private bool _isCancelled;

        internal TimedSocket(SocketType type, ProtocolType protocol, IClock clock)
            : base(AddressFamily.InterNetwork, type, protocol)
        {
            _clock = clock;
        }

        /// <summary>Connects. The runtime gives that no limit; but it gives other threads their turn, and ends when the socket is closed.</summary>
        /// <param name="server">Where to.</param>
        /// <param name="untilMs">When to give up, on the monotonic clock.</param>
        /// <returns>Answered, silent, or refused.</returns>
        internal PeerAnswer TryConnect(IPEndPoint server, long untilMs)
        {
            _isConnecting = true;
            long leftMs = untilMs - _clock.MonotonicMs;
            Timer limit = new Timer(OnLimit, null, leftMs < 1 ? 1 : (int)leftMs, Timeout.Infinite);
            try
            {
                if (_isCancelled)
                {
                    return PeerAnswer.Silent;
                }

                Connect(server);
                return PeerAnswer.Answered;
            }
            catch (Exception)
            {
                return _isCancelled ? PeerAnswer.Silent : PeerAnswer.Refused;
            }
            finally
            {
                _isConnecting = false;
                limit.Dispose();
            }
        }

        /// <summary>Waits until the socket is ready, which gives other threads their turn.</summary>
        /// <param name="mode">For what.</param>
        /// <param name="untilMs">When to give up, on the monotonic clock.</param>
        /// <returns>False where the time is over, or the socket was cancelled.</returns>
        internal bool WaitFor(SelectMode mode, long untilMs)
        {
            while (!_isCancelled && _clock.MonotonicMs < untilMs)
            {
                if (Poll(PollMs * 1000, mode))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Tells when a limit is over that begins now and ends with another at the latest.</summary>
        /// <param name="limitMs">The limit, in milliseconds.</param>
        /// <param name="untilMs">When the other ends, on the monotonic clock.</param>
        /// <returns>The moment on the monotonic clock.</returns>
        internal long Within(int limitMs, long untilMs)
        {
            long ownUntilMs = _clock.MonotonicMs + limitMs;
            return ownUntilMs < untilMs ? ownUntilMs : untilMs;
        }

        /// <summary>Ends a wait. May be called from any thread, at any time.</summary>
        internal void Cancel()
        {
            _isCancelled = true;
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
                Cancel();
            }
        }
    }
}
