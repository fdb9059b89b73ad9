using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using TeddyFirmware.Dialing;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Name, TCP, TLS: the way to an open stream, its reads and writes, and the way back from wherever it ended.</summary>
    /// <remarks>
    /// Every address of the name is tried, each with its share of the time (<see cref="AddressOrder"/>). No handshake begins
    /// with a peer that has not just answered a ClientHello (<see cref="TlsProbe"/>), and no write with one that takes nothing.
    /// What still stops every thread, and for how long, is told at <see cref="HttpsTransport"/>.
    /// </remarks>
    internal sealed class TlsDialer : IDialProgress
    {
        // lwIP calls a socket writable from 2,881 free bytes on (opt.h, TCP_SNDLOWAT): such a piece and its record fit.
        private const int PieceBytes = 2048;
        private const int PollMs = 250;
        private const int RecordLimitMs = 5000;

        private readonly CaBundle _roots;
        private readonly AddressOrder _addresses;
        private readonly IClock _clock;
        private readonly IDialProgress _progress;
        private readonly NameLookUp _names;
        private readonly TlsProbe _probe;
        private string _tried;
        private long _deadlineMs;
        private bool _isCancelled;

        internal TlsDialer(CaBundle roots, AddressOrder addresses, IClock clock, IRandom random, IDialProgress progress)
        {
            _roots = roots;
            _addresses = addresses;
            _clock = clock;
            _progress = progress;
            _names = new NameLookUp(clock, random);
            _probe = new TlsProbe(clock, random);
        }

        /// <summary>The socket, from the moment it exists.</summary>
        internal TimedSocket Socket;

        /// <summary>The stream, once TLS has started.</summary>
        internal SslStream Stream;

        /// <summary>Why there is no connection.</summary>
        internal OpenFailure Failure;

        /// <summary>What the peer did, in the words of <see cref="PeerWord"/>, or the class name of what was thrown.</summary>
        internal string ErrorClass;

        private int LeftMs
        {
            get
            {
                long leftMs = _deadlineMs - _clock.MonotonicMs;
                return leftMs < 0 ? 0 : (int)leftMs;
            }
        }

        /// <summary>Goes the whole way.</summary>
        /// <param name="host">The name to look up, and to find in the certificate.</param>
        /// <param name="port">The port.</param>
        /// <param name="limitMs">The time for it, as far as it can be kept, in milliseconds.</param>
        /// <returns>False where there is no connection; <see cref="Close"/> is due in either case.</returns>
        internal bool Dial(string host, int port, int limitMs)
        {
            _deadlineMs = _clock.MonotonicMs + AddressOrder.TimeMs(limitMs);
            OnPhase(HttpPhase.Resolving);
            Fail(OpenFailure.Unreachable, PeerWord.NoAddress);
            try
            {
                IPAddress[] found = _names.Find(host, _deadlineMs);
                string[] names = NamesOf(found);
                Fail(OpenFailure.Unreachable, names.Length == 0 ? PeerWord.NoAddress : null);
                int[] order = _addresses.Arrange(host, names);
                for (int i = 0; i < order.Length && LeftMs > 0 && !_isCancelled; i++)
                {
                    int shareMs = AddressOrder.ShareMs(LeftMs, order.Length - i);
                    IPEndPoint server = new IPEndPoint(found[order[i]], port);
                    if (TryReach(server, host, names[order[i]], shareMs, order.Length))
                    {
                        return Secure(host, names[order[i]]);
                    }
                }
            }
            catch (Exception exception)
            {
                ErrorClass = TransportFault.ClassOf(exception);
            }

            return false;
        }

        /// <summary>Writes bytes, in pieces, each when the network takes it: a write into a full window would stop every thread.</summary>
        /// <param name="buffer">The array.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many.</param>
        /// <param name="limitMs">The time for it, in milliseconds.</param>
        /// <exception cref="SocketException">The peer does not take them in time, or is gone.</exception>
        internal void Write(byte[] buffer, int offset, int count, int limitMs)
        {
            long untilMs = _clock.MonotonicMs + limitMs;
            int end = offset + count;
            while (offset < end)
            {
                while (!Socket.Poll(PollMs * 1000, SelectMode.SelectWrite))
                {
                    if (_isCancelled || _clock.MonotonicMs >= untilMs)
                    {
                        throw new SocketException(SocketError.TimedOut);
                    }
                }

                int piece = end - offset < PieceBytes ? end - offset : PieceBytes;
                Stream.Write(buffer, offset, piece);
                offset += piece;
            }
        }

        /// <summary>Reads what has come, or comes soon.</summary>
        /// <param name="buffer">The array.</param>
        /// <param name="offset">Where the bytes go.</param>
        /// <param name="count">How many there may be.</param>
        /// <param name="waitMs">How long to wait for the first, in milliseconds.</param>
        /// <returns>How many came; 0 for none yet; -1 at the end of the stream.</returns>
        internal int Read(byte[] buffer, int offset, int count, int waitMs)
        {
            if (!Stream.DataAvailable && !Socket.Poll(waitMs * 1000, SelectMode.SelectRead))
            {
                return 0;
            }

            try
            {
                Socket.ReceiveTimeout = RecordLimitMs;
                int received = Stream.Read(buffer, offset, count);
                return received > 0 ? received : -1;
            }
            catch (SocketException exception)
            {
                if (!TransportFault.IsTimeout(exception))
                {
                    throw;
                }

                // A record that comes slowly is no end: Mbed TLS keeps what it has of it.
                return 0;
            }
        }

        /// <summary>Ends a connect, a probe or a write that is waiting. May be called from any thread, at any time.</summary>
        internal void Cancel()
        {
            _isCancelled = true;
            _names.Cancel();
            _probe.Cancel();
            TimedSocket socket = Socket;
            if (socket != null)
            {
                socket.Cancel();
            }
        }

        /// <summary>Closes the TLS context and its socket in one go; the descriptor number is free after it, once.</summary>
        internal void Close()
        {
            TimedSocket socket = Socket;
            SslStream stream = Stream;
            Socket = null;
            Stream = null;
            try
            {
                if (stream != null)
                {
                    stream.Dispose();
                }
            }
            catch (Exception)
            {
                // What follows closes what is left.
            }

            if (socket != null)
            {
                socket.Close();
            }
        }

        /// <inheritdoc/>
        public void OnPhase(HttpPhase phase)
        {
            if (_progress != null)
            {
                _progress.OnPhase(phase);
            }
        }

        private static string[] NamesOf(IPAddress[] addresses)
        {
            string[] names = new string[addresses.Length];
            for (int i = 0; i < names.Length; i++)
            {
                names[i] = addresses[i].ToString();
            }

            return names;
        }

        // Probe and connection, one after the other: there are never two (contract, section 5).
        private bool TryReach(IPEndPoint server, string host, string address, int shareMs, int addressCount)
        {
            long untilMs = _clock.MonotonicMs + shareMs;
            OnPhase(HttpPhase.Connecting);
            PeerAnswer answer = PeerAnswer.Answered;
            if (!_addresses.IsProven(host, address, _clock.MonotonicMs))
            {
                answer = _probe.Ask(server, host, shareMs, this);
            }

            if (answer == PeerAnswer.Answered)
            {
                long leftMs = untilMs - _clock.MonotonicMs;
                TimedSocket socket = new TimedSocket();
                Socket = socket;
                answer = _isCancelled ? PeerAnswer.Silent : socket.TryConnect(server, leftMs < 1 ? 1 : (int)leftMs);
            }

            if (answer == PeerAnswer.Answered)
            {
                return true;
            }

            Close();
            _addresses.OnFailed(host, address);
            Blame(address, answer, addressCount);
            return false;
        }

        // A name with one address needs no address in the log.
        private void Blame(string address, PeerAnswer answer, int addressCount)
        {
            string word = PeerWord.Of(answer);
            _tried = addressCount == 1 ? word : (_tried == null ? string.Empty : _tried + ",") + address + ":" + word;
            Fail(
                answer == PeerAnswer.Silent ? OpenFailure.TimedOut : answer == PeerAnswer.NotTls ? OpenFailure.TlsRefused : OpenFailure.Unreachable,
                _tried);
        }

        // After a failed handshake no other address is tried now: the next socket has to wait for the remains of this one
        // (ConnectionGate). It comes last the next time.
        private bool Secure(string host, string address)
        {
            OnPhase(HttpPhase.Handshake);
            try
            {
                Socket.KeepAlive();
                SslStream stream = new SslStream(Socket);
                Stream = stream;
                stream.SslVerification = SslVerification.CertificateRequired;
                stream.UseStoredDeviceCertificate = false;
                stream.AuthenticateAsClient(host, null, _roots.Load(), SslProtocols.Tls12);
                _addresses.OnWorked(host, address, _clock.MonotonicMs);
                return true;
            }
            catch (Exception exception)
            {
                _addresses.OnFailed(host, address);
                Fail(TransportFault.IsTls(exception) ? OpenFailure.TlsRefused : OpenFailure.Unreachable, TransportFault.ClassOf(exception));
                return false;
            }
        }

        private void Fail(OpenFailure failure, string errorClass)
        {
            Failure = failure;
            ErrorClass = errorClass;
        }
    }
}
