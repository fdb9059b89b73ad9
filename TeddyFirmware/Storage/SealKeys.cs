using System;
using System.Text;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Storage
{
    /// <summary>The two keys of one entry of the sealed store.</summary>
    /// <remarks>
    /// Separate keys for the two purposes, and others for each entry and version, by HKDF-SHA256 with that as its
    /// <c>info</c> (RFC 5869, 3.2). The namespace and the key hold no <c>/</c>, so no two entries share an info.
    /// </remarks>
    public sealed class SealKeys
    {
        private const string ForAuthentication = "seal/authenticate";
        private const string ForEncryption = "seal/encrypt";

        /// <summary>Initializes a new instance of the <see cref="SealKeys"/> class.</summary>
        /// <param name="cryptography">The machine's HMAC.</param>
        /// <param name="boardKey">The pseudorandom key of this board, 32 bytes.</param>
        /// <param name="space">The entry's namespace.</param>
        /// <param name="key">The entry's key.</param>
        /// <param name="version">The version of the record's format, 1–255.</param>
        public SealKeys(ICryptography cryptography, byte[] boardKey, string space, string key, int version)
        {
            Version = version;
            string head = ForAuthentication + "/v" + version.ToString() + "/";

            // One array for both infos: the shorter label takes the end of the longer one's place.
            byte[] info = Encoding.UTF8.GetBytes(head + space + "/" + key);
            Authentication = Hkdf.Expand(cryptography, boardKey, info, 32);
            byte[] label = Encoding.UTF8.GetBytes(ForEncryption);
            int offset = ForAuthentication.Length - label.Length;
            Array.Copy(label, 0, info, offset, label.Length);
            Encryption = Hkdf.Expand(cryptography, boardKey, info, offset, 16);
        }

        /// <summary>The version of the format that they seal.</summary>
        public readonly int Version;

        /// <summary>The AES-128 key, 16 bytes: the board offers no larger one.</summary>
        public readonly byte[] Encryption;

        /// <summary>The HMAC key, 32 bytes.</summary>
        public readonly byte[] Authentication;
    }
}
