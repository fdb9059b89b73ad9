using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using TeddyFirmware.Dialing;
using TeddyFirmware.Protocol;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Name, TCP, TLS: the way to an open stream, its reads and writes, and the way back from wherever it ended.</summary>
    /// <remarks>
    /// Every address of the name is tried, each with its share of the time (<see cref="AddressWalk"/>). No handshake begins
    /// with a peer that has not just answered a ClientHello (<see cref="TlsProbe"/>), and no write with one that takes nothing.
    /// What still stops every thread, and for how long, is told at <see cref="HttpsTransport"/>.
    /// </remarks>
    internal sealed class TlsDialer
    {
        // lwIP calls a socket writable from 2,881 free bytes on (opt.h, TCP_SNDLOWAT): such a piece and its record fit.
        private const int PieceBytes = 2048;
        private const int RecordLimitMs = 5000;

        private readonly ServerLink _server;
        private readonly HttpsRun _progress;
        private bool _isCancelled;

        /// <summary>Initializes a new instance of the <see cref="TlsDialer"/> class.</summary>
        /// <param name="server">How the server is reached.</param>
        /// <param name="progress">Told how far the connection has come, with several addresses perhaps of an earlier phase again; null tells nobody.</param>
        internal TlsDialer(ServerLink server, HttpsRun progress)
        {
            _server = server;
            _progress = progress;
        }

        /// <summary>The socket, from the moment it exists.</summary>
        internal TimedSocket Socket;

        /// <summary>The stream, once TLS has started.</summary>
        internal SslStream Stream;

        /// <summary>Why there is no connection.</summary>
        internal OpenFailure Failure = OpenFailure.Unreachable;

        /// <summary>What the peer did, in the words of <see cref="PeerWord"/>, or the class name of what was thrown.</summary>
        internal string ErrorClass;

        /// <summary>Notes what stood in the way.</summary>
        internal void Fail(OpenFailure failure, string errorClass)
        {
            Failure = failure;
            ErrorClass = errorClass;
        }

        /// <summary>Goes the whole way.</summary>
        /// <param name="url">The name to look up, and to find in the certificate; and the port.</param>
        /// <param name="deadlineMs">When whoever waits gives up, as far as that can be kept, on the monotonic clock.</param>
        /// <returns>False where there is no connection; <see cref="Close"/> is due in either case.</returns>
        internal bool Dial(ServerUrl url, long deadlineMs)
        {
            long nowMs = _server.Clock.MonotonicMs;
            long untilMs = nowMs + AddressOrder.TimeMs((int)(deadlineMs - nowMs));
            OnPhase(HttpPhase.Resolving);
            Fail(OpenFailure.Unreachable, PeerWord.NoAddress);
            try
            {
                IPAddress[] found = NameLookUp.Find(this, url.Host, _server.Random, untilMs);
                AddressWalk walk = new AddressWalk(_server.Addresses, url.Host, NamesOf(found), untilMs);
                Fail(walk.Failure, walk.Word);
                while (!_isCancelled && walk.TryNext(_server.Clock.MonotonicMs))
                {
                    if (TryReach(new IPEndPoint(found[walk.Index], url.Port), url.Host, walk))
                    {
                        return Secure(url.Host, walk);
                    }

                    Fail(walk.Failure, walk.Word);
                }
            }
            catch (Exception exception)
            {
                ErrorClass = TransportFault.ClassOf(exception);
            }

            return false;
        }

        /// <summary>Writes bytes, in pieces, each when the network takes it: a write into a full window would stop every thread.</summary>
        /// <param name="buffer">The array that begins with them.</param>
        /// <param name="count">How many.</param>
        /// <param name="untilMs">When to give up, on the monotonic clock.</param>
        /// <exception cref="SocketException">The peer does not take them in time, or is gone.</exception>
        internal void Write(byte[] buffer, int count, long untilMs)
        {
            for (int done = 0; done < count; done += PieceBytes)
            {
                if (!Socket.WaitFor(SelectMode.SelectWrite, untilMs))
                {
                    throw new SocketException(SocketError.TimedOut);
                }

                Stream.Write(buffer, done, count - done < PieceBytes ? count - done : PieceBytes);
            }
        }

        /// <summary>Reads what has come, or comes soon.</summary>
        /// <param name="buffer">Takes it.</param>
        /// <returns>How many bytes came; 0 for none yet; -1 at the end of the stream.</returns>
        internal int Read(byte[] buffer) =>
            Stream.DataAvailable || Socket.Poll(TimedSocket.PollMs * 1000, SelectMode.SelectRead) ? ReadNow(buffer) : 0;

        /// <summary>Reads what has come.</summary>
        /// <param name="buffer">Takes it.</param>
        /// <returns>How many bytes came; 0 where the rest of a record is late; -1 at the end of the stream.</returns>
        internal int ReadNow(byte[] buffer)
        {
            try
            {
                Socket.ReceiveTimeout = RecordLimitMs;
                int received = Stream.Read(buffer, 0, buffer.Length);
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

        /// <summary>Ends whatever waits: look-up, connect, probe or write. May be called from any thread, at any time.</summary>
        internal void Cancel()
        {
            _isCancelled = true;
            Socket?.Cancel();
        }

        /// <summary>Opens a socket; the one before has been closed.</summary>
        /// <param name="type">Of what type.</param>
        /// <param name="protocol">For what protocol.</param>
        /// <returns>The socket; cancelled where the dialer is.</returns>
        internal TimedSocket Open(SocketType type, ProtocolType protocol)
        {
            Socket = new TimedSocket(type, protocol, _server.Clock);
            if (_isCancelled)
            {
                Socket.Cancel();
            }

            return Socket;
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
                stream?.Dispose();
            }
            catch (Exception)
            {
                // What follows closes what is left.
            }

            socket?.Close();
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

        private void OnPhase(HttpPhase phase) => _progress?.OnPhase(phase);

        // Probe and connection, one after the other: there are never two (contract, section 5).
        private bool TryReach(IPEndPoint server, string host, AddressWalk walk)
        {
            long untilMs = _server.Clock.MonotonicMs + walk.ShareMs;
            OnPhase(HttpPhase.Connecting);
            PeerAnswer answer = PeerAnswer.Answered;
            if (!walk.IsProven(_server.Clock.MonotonicMs))
            {
                answer = Connect(server, untilMs);
                if (answer == PeerAnswer.Answered)
                {
                    OnPhase(HttpPhase.Handshake);
                    answer = TlsProbe.Ask(Socket, host, _server.Random, untilMs);
                }

                Close();
            }

            if (answer == PeerAnswer.Answered)
            {
                answer = Connect(server, untilMs);
            }

            if (answer == PeerAnswer.Answered)
            {
                return true;
            }

            Close();
            walk.OnFailed(answer);
            return false;
        }

        private PeerAnswer Connect(IPEndPoint server, long untilMs) =>
            Open(SocketType.Stream, ProtocolType.Tcp).TryConnect(server, untilMs);

        // After a failed handshake no other address is tried now: the next socket has to wait for the remains of this one
        // (ConnectionGate). It comes last the next time.
        private bool Secure(string host, AddressWalk walk)
        {
            bool isSecure = false;
            OnPhase(HttpPhase.Handshake);
            try
            {
                Socket.KeepAlive();
                SslStream stream = new SslStream(Socket);
                Stream = stream;
                stream.SslVerification = SslVerification.CertificateRequired;
                stream.UseStoredDeviceCertificate = false;
                stream.AuthenticateAsClient(host, null, _server.Roots.Load(), SslProtocols.Tls12);
                isSecure = true;
            }
            catch (Exception exception)
            {
                Fail(TransportFault.IsTls(exception) ? OpenFailure.TlsRefused : OpenFailure.Unreachable, TransportFault.ClassOf(exception));
            }

            walk.OnHandshake(isSecure, _server.Clock.MonotonicMs);
            return isSecure;
        }
    }
}
