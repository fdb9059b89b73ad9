using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Name, TCP, TLS: the way to an open stream, and the way back from wherever it ended.</summary>
    /// <remarks>
    /// <c>Socket.Connect</c> waits without limit, but gives other threads their turn, and ends when its socket is closed:
    /// a timer does that. The name look-up and the TLS handshake stop every thread and cannot be ended by anything (facts
    /// page, sections 3.5 and 16.3); a peer that accepts TCP and then says nothing hangs the board until its power is
    /// cut, as it does with every client of this runtime.
    /// </remarks>
    internal sealed class TlsDialer
    {
        private const int RecordLimitMs = 5000;

        private readonly CaBundle _roots;
        private bool _isConnecting;
        private bool _isCancelled;

        internal TlsDialer(CaBundle roots)
        {
            _roots = roots;
        }

        /// <summary>Gets the socket, from the moment it exists.</summary>
        internal HeldSocket Socket { get; private set; }

        /// <summary>Gets the stream, once TLS has started.</summary>
        internal SslStream Stream { get; private set; }

        /// <summary>Gets why there is no connection.</summary>
        internal OpenFailure Failure { get; private set; }

        /// <summary>Gets the class name of what was thrown.</summary>
        internal string ErrorClass { get; private set; }

        /// <summary>Goes the whole way.</summary>
        /// <param name="host">The name to look up, and to find in the certificate.</param>
        /// <param name="port">The port.</param>
        /// <param name="leftMs">The time for it, as far as it can be kept, in milliseconds.</param>
        /// <returns>False where there is no connection; <see cref="Close"/> is due in either case.</returns>
        internal bool Dial(string host, int port, int leftMs)
        {
            Failure = OpenFailure.Unreachable;
            try
            {
                IPAddress address = LookUp(host);
                Connect(new IPEndPoint(address, port), leftMs);
                Secure(host);
                return true;
            }
            catch (Exception exception)
            {
                ErrorClass = TransportFault.ClassOf(exception);
                return false;
            }
        }

        /// <summary>Writes bytes.</summary>
        /// <param name="buffer">The array.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many.</param>
        /// <param name="limitMs">The time for it, in milliseconds.</param>
        internal void Write(byte[] buffer, int offset, int count, int limitMs)
        {
            Socket.SendTimeout = limitMs;
            Stream.Write(buffer, offset, count);
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

        /// <summary>Ends a connect that is waiting. May be called from any thread, at any time.</summary>
        internal void Cancel()
        {
            _isCancelled = true;
            HeldSocket socket = Socket;
            if (_isConnecting && socket != null)
            {
                socket.Close();
            }
        }

        /// <summary>Closes the TLS context and its socket in one go; the descriptor number is free after it, once.</summary>
        internal void Close()
        {
            HeldSocket socket = Socket;
            SslStream stream = Stream;
            Socket = null;
            Stream = null;
            try
            {
                if (socket != null)
                {
                    socket.IsHeld = false;
                    socket.DoNotLinger();
                }

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

        private static IPAddress LookUp(string host)
        {
            IPAddress[] addresses = Dns.GetHostEntry(host).AddressList;
            for (int i = 0; i < addresses.Length; i++)
            {
                if (addresses[i] != null && addresses[i].AddressFamily == AddressFamily.InterNetwork)
                {
                    return addresses[i];
                }
            }

            throw new SocketException(SocketError.HostNotFound);
        }

        private void Connect(IPEndPoint server, int leftMs)
        {
            Failure = OpenFailure.Unreachable;
            Socket = new HeldSocket();
            _isConnecting = true;
            Timer limit = new Timer(OnConnectLimit, null, leftMs, Timeout.Infinite);
            try
            {
                if (_isCancelled)
                {
                    throw new SocketException(SocketError.ConnectionAborted);
                }

                Socket.Connect(server);
            }
            finally
            {
                _isConnecting = false;
                limit.Dispose();
            }
        }

        private void OnConnectLimit(object unused)
        {
            if (_isConnecting)
            {
                Failure = OpenFailure.TimedOut;
                Cancel();
            }
        }

        private void Secure(string host)
        {
            try
            {
                SslStream stream = new SslStream(Socket);
                Stream = stream;
                stream.SslVerification = SslVerification.CertificateRequired;
                stream.UseStoredDeviceCertificate = false;
                stream.AuthenticateAsClient(host, null, _roots.Load(), SslProtocols.Tls12);
            }
            catch (Exception exception)
            {
                Failure = TransportFault.IsTls(exception) ? OpenFailure.TlsRefused : OpenFailure.Unreachable;
                throw;
            }
        }
    }
}
