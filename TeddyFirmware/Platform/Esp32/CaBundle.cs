using System;
using System.Security.Cryptography.X509Certificates;
using TeddyFirmware.Storage;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The authorities that the device trusts: the PEM file in flash, or else the bundle in the board's configuration.</summary>
    /// <remarks>
    /// Mbed TLS takes PEM only with a closing NUL, and <c>X509Certificate(byte[])</c> does not add it (facts page, section
    /// 3.2); all blocks of the file are used, and all have to parse. The bundle in the configuration is always loaded
    /// by the native code, so a file here widens the trust and does not narrow it (same section).
    /// </remarks>
    public sealed class CaBundle
    {
        private readonly object _gate = new object();
        private readonly IFlash _flash;
        private X509Certificate _roots;

        /// <summary>Initializes a new instance of the <see cref="CaBundle"/> class. Nothing is read yet.</summary>
        /// <param name="flash">Holds the file.</param>
        public CaBundle(IFlash flash)
        {
            _flash = flash;
        }

        /// <summary>Reads the file at the first call that finds one, and keeps what it held.</summary>
        /// <returns>The roots; null where there is no file and the board's own bundle has to do.</returns>
        /// <exception cref="Exception">The file is no PEM, or cannot be read: there must be no connection.</exception>
        public X509Certificate Load()
        {
            lock (_gate)
            {
                if (_roots == null)
                {
                    _roots = ReadFile();
                }

                return _roots;
            }
        }

        private X509Certificate ReadFile()
        {
            byte[] pem = _flash.Read(FlashFiles.CaBundle, FlashFiles.MaxCaBundleBytes);
            if (pem == null)
            {
                // A file that is there and cannot be used is a fault, not a reason to trust somebody else.
                if (_flash.Exists(FlashFiles.CaBundle))
                {
                    throw new ArgumentException();
                }

                return null;
            }

            if (pem[pem.Length - 1] == 0)
            {
                return new X509Certificate(pem);
            }

            byte[] closed = new byte[pem.Length + 1];
            Array.Copy(pem, closed, pem.Length);
            return new X509Certificate(closed);
        }
    }
}
