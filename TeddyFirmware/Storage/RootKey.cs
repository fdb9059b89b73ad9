using System;
using System.Text;
using TeddyFirmware.Platform;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Storage
{
    /// <summary>
    /// The random key from which everything that seals on this board is derived: made on first boot, kept in two
    /// copies, bound to the board's MAC address by <see cref="BoardKey"/>.
    /// </summary>
    /// <remarks>
    /// It lies in the same flash as what it seals. Whoever can read the whole flash chip can read it too; only the
    /// chip's own flash encryption stops that. What it does stop: reading a token or secret out of a copied file or a
    /// log of file reads, moving a file to another board, and changing a bit anywhere without being noticed.
    /// </remarks>
    public sealed class RootKey
    {
        /// <summary>What the names of its two files begin with; 0 and 1 follow.</summary>
        public const string FilePrefix = "root.";

        private const int KeyBytes = 32;
        private const int CheckBytes = 16;

        private readonly IPlatform _platform;

        /// <summary>Initializes a new instance of the <see cref="RootKey"/> class.</summary>
        /// <param name="platform">For flash, randomness and HMAC.</param>
        public RootKey(IPlatform platform)
        {
            _platform = platform;
        }

        /// <summary>Reads the root key, mends a missing copy, or makes a new key where there is none.</summary>
        /// <returns>The pseudorandom key of this board, 32 bytes, from which <see cref="SealKeys"/> are derived.</returns>
        public byte[] BoardKey()
        {
            byte[] first = Read(0);
            byte[] second = Read(1);
            byte[] key = first ?? second;
            if (key == null)
            {
                key = Make();
            }
            else if (first == null)
            {
                Mend(0, key);
            }
            else if (second == null || !ConstantTime.AreEqual(first, second))
            {
                // Two copies that differ can come of a power cut on first boot only: the first one counts.
                Mend(1, key);
            }

            return Hkdf.Extract(_platform.Cryptography, Salt(), key);
        }

        private byte[] Make()
        {
            // As long as there is no key, this boot begins where a power cut in a factory reset ended.
            FactoryReset.DeleteRecords(_platform.Flash);
            byte[] key = new byte[KeyBytes];
            _platform.Random.Fill(key);
            Write(0, key);
            Write(1, key);
            return key;
        }

        // One good copy is enough to work with: flash that cannot be written is no reason not to boot.
        private void Mend(int copy, byte[] key)
        {
            try
            {
                Write(copy, key);
            }
            catch (Exception)
            {
                // The next boot tries again.
            }
        }

        private byte[] Salt()
        {
            byte[] label = Encoding.UTF8.GetBytes("TeddyFirmware");
            byte[] address = _platform.Network.GetMacAddress();
            byte[] salt = new byte[label.Length + address.Length];
            Array.Copy(label, 0, salt, 0, label.Length);
            Array.Copy(address, 0, salt, label.Length, address.Length);
            return salt;
        }

        private byte[] Read(int copy)
        {
            byte[] file = _platform.Flash.Read(FilePrefix + copy.ToString(), KeyBytes + CheckBytes);
            if (file == null || file.Length != KeyBytes + CheckBytes)
            {
                return null;
            }

            byte[] key = new byte[KeyBytes];
            Array.Copy(file, 0, key, 0, KeyBytes);
            return ConstantTime.AreEqual(Check(key), 0, file, KeyBytes, CheckBytes) ? key : null;
        }

        private void Write(int copy, byte[] key)
        {
            byte[] file = new byte[KeyBytes + CheckBytes];
            Array.Copy(key, 0, file, 0, KeyBytes);
            Array.Copy(Check(key), 0, file, KeyBytes, CheckBytes);
            _platform.Flash.Write(FilePrefix + copy.ToString(), file);
        }

        // Against torn writes and worn cells only: it needs no secret.
        private byte[] Check(byte[] key)
        {
            byte[] label = Encoding.UTF8.GetBytes("root");
            byte[] check = new byte[Hkdf.HashBytes];
            _platform.Cryptography.HmacSha256(label, key, 0, KeyBytes, check, 0);
            return check;
        }
    }
}
