using System;
using System.Net.Sockets;
using TeddyFirmware.Resilience;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Tells from an exception what went wrong on the way to the server.</summary>
    /// <remarks>
    /// The classes alone do not tell: a refused certificate is a SocketException on some firmware and a
    /// CryptographicException on newer (facts page, sections 1.3 and 2.3).
    /// </remarks>
    internal static class TransportFault
    {
        // WSAETIMEDOUT as the TLS functions report it, and the CLR's own code for it (facts page, section 16.3).
        private const int TimedOutCode = 10060;
        private const int ClrTimeoutCode = unchecked((int)0x99000000);

        // Mbed TLS: MBEDTLS_ERR_NET_* lie between these, the link's fault and not the certificate's.
        private const int FirstNetCode = -0x52;
        private const int LastNetCode = -0x42;

        /// <summary>Tells whether a read or write took longer than its time limit.</summary>
        /// <param name="exception">What was thrown.</param>
        /// <returns>True where it did.</returns>
        internal static bool IsTimeout(Exception exception)
        {
            SocketException socketFault = Root(exception) as SocketException;
            return socketFault != null && (socketFault.ErrorCode == TimedOutCode || socketFault.ErrorCode == ClrTimeoutCode);
        }

        /// <summary>Tells whether what was thrown between DNS and the first byte of the request is the fault of TLS.</summary>
        /// <param name="exception">What was thrown.</param>
        /// <returns>False where the name was not found, the connection refused, or memory short.</returns>
        internal static bool IsTls(Exception exception)
        {
            if (exception is OutOfMemoryException)
            {
                return false;
            }

            SocketException socketFault = exception as SocketException;
            if (socketFault == null)
            {
                return true;
            }

            // Below -1 are codes of Mbed TLS; -1 and what is positive are the socket's.
            int code = socketFault.ErrorCode;
            return code < -1 && !(code >= FirstNetCode && code <= LastNetCode) && code != ClrTimeoutCode;
        }

        /// <summary>Gets the class name for the log.</summary>
        /// <param name="exception">What was thrown.</param>
        /// <returns>The innermost exception's class name.</returns>
        internal static string ClassOf(Exception exception)
        {
            Exception root = Root(exception);
            return root is OutOfMemoryException ? MemoryFaults.ClassName : root.GetType().Name;
        }

        private static Exception Root(Exception exception)
        {
            while (exception.InnerException != null)
            {
                exception = exception.InnerException;
            }

            return exception;
        }
    }
}
