using System.Net.Sockets;
using TeddyFirmware.Dialing;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Asks a peer whether it answers a ClientHello, on a plain connection of its own.</summary>
    /// <remarks>
    /// A handshake reads without any limit and stops every thread while it does (facts page, section 16.6): a peer that
    /// accepts TCP and says nothing, or drips its answer, would freeze the board until its power is cut. Here every wait is a
    /// <c>Poll</c>, which has a limit and gives other threads their turn.
    /// </remarks>
    internal static class TlsProbe
    {
        /// <summary>The time for the whole answer, so that a peer that drips it is found out, in milliseconds.</summary>
        internal const int AnswerMs = 5000;

        private const int PartBytes = 512;

        /// <summary>Asks.</summary>
        /// <param name="socket">Connected to whom.</param>
        /// <param name="host">The name to ask for.</param>
        /// <param name="random">For the ClientHello.</param>
        /// <param name="untilMs">When to give up, on the monotonic clock.</param>
        /// <returns>Answered, silent, refused, or not TLS.</returns>
        internal static PeerAnswer Ask(TimedSocket socket, string host, IRandom random, long untilMs)
        {
            untilMs = socket.Within(AnswerMs, untilMs);
            try
            {
                byte[] fresh = new byte[ClientHello.RandomBytes];
                random.Fill(fresh);
                socket.Send(ClientHello.Build(host, fresh));
                FirstFlight flight = new FirstFlight();
                byte[] part = new byte[PartBytes];
                while (flight.Answer == PeerAnswer.Waiting)
                {
                    if (!socket.WaitFor(SelectMode.SelectRead, untilMs))
                    {
                        return PeerAnswer.Silent;
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
