using System;
using System.Net;
using System.Net.Sockets;
using TeddyFirmware.Dialing;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Asks a peer whether it answers a ClientHello, on a plain connection of its own, which is closed again.</summary>
    /// <remarks>
    /// A handshake reads without any limit and stops every thread while it does (facts page, section 16.6): a peer that
    /// accepts TCP and says nothing, or drips its answer, would freeze the board until its power is cut. Here every wait is a
    /// <c>Poll</c>, which has a limit and gives other threads their turn.
    /// </remarks>
    internal sealed class TlsProbe
    {
        /// <summary>The time for the whole answer, so that a peer that drips it is found out, in milliseconds.</summary>
        internal const int AnswerMs = 5000;

        private const int PollMs = 250;
        private const int PartBytes = 512;

        private readonly IClock _clock;
        private readonly IRandom _random;
        private TimedSocket _socket;
        private bool _isCancelled;

        internal TlsProbe(IClock clock, IRandom random)
        {
            _clock = clock;
            _random = random;
        }

        /// <summary>Gives up. May be called from any thread, at any time.</summary>
        internal void Cancel()
        {
            _isCancelled = true;
            TimedSocket socket = _socket;
            if (socket != null)
            {
                socket.Cancel();
            }
        }

        /// <summary>Asks.</summary>
        /// <param name="server">Whom.</param>
        /// <param name="host">The name to ask for.</param>
        /// <param name="limitMs">The time for connecting and answer together, in milliseconds.</param>
        /// <param name="progress">Told when the connection stands.</param>
        /// <returns>Answered, silent, refused, or not TLS.</returns>
        internal PeerAnswer Ask(IPEndPoint server, string host, int limitMs, IDialProgress progress)
        {
            long untilMs = _clock.MonotonicMs + limitMs;
            TimedSocket socket = new TimedSocket();
            _socket = socket;
            try
            {
                PeerAnswer answer = _isCancelled ? PeerAnswer.Silent : socket.TryConnect(server, limitMs);
                if (answer != PeerAnswer.Answered)
                {
                    return answer;
                }

                progress.OnPhase(HttpPhase.Handshake);
                long answerUntilMs = _clock.MonotonicMs + AnswerMs;
                return Ask(socket, host, answerUntilMs < untilMs ? answerUntilMs : untilMs);
            }
            finally
            {
                _socket = null;
                socket.Close();
            }
        }

        private PeerAnswer Ask(TimedSocket socket, string host, long untilMs)
        {
            try
            {
                byte[] random = new byte[ClientHello.RandomBytes];
                _random.Fill(random);
                socket.Send(ClientHello.Build(host, random));
                FirstFlight flight = new FirstFlight();
                byte[] part = new byte[PartBytes];
                while (flight.Answer == PeerAnswer.Waiting)
                {
                    if (_isCancelled || _clock.MonotonicMs >= untilMs)
                    {
                        return PeerAnswer.Silent;
                    }

                    if (!socket.Poll(PollMs * 1000, SelectMode.SelectRead))
                    {
                        continue;
                    }

                    int count = socket.Receive(part);
                    if (count <= 0)
                    {
                        return PeerAnswer.Refused;
                    }

                    flight.Take(part, 0, count);
                }

                return flight.Answer;
            }
            catch (SocketException)
            {
                return PeerAnswer.Refused;
            }
        }
    }
}
