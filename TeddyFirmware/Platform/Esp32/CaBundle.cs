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
        private readonly LittlefsFlash _flash;

        /// <summary>Initializes a new instance of the <see cref="CaBundle"/> class. Nothing is read yet.</summary>
        /// <param name="flash">Holds the file.</param>
        public CaBundle(LittlefsFlash flash)
        {
            _flash = flash;
        }

        /// <summary>Reads the file. Each handshake does: the real bundle is 8 KB, which a session has no use for.</summary>
        /// <returns>The roots; null where there is no file and the board's own bundle has to do.</returns>
        /// <exception cref="Exception">The file is no PEM, or cannot be read: there must be no connection.</exception>
        public X509Certificate Load()
        {
            byte[] pem = _flash.Read(FlashFiles.CaBundle, FlashFiles.MaxCaBundleBytes, 1);
            if (pem == null)
            {
                // A file that is there and cannot be used is a fault, not a reason to trust somebody else.
                if (_flash.Exists(FlashFiles.CaBundle))
                {
                    throw new ArgumentException();
                }

                return null;
            }

            return new X509Certificate(pem);
        }
    }
}
