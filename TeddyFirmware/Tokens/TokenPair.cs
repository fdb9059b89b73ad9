using System;
using System.Text;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tokens
{
    /// <summary>The device's two tokens, and when the access token expires.</summary>
    public sealed class TokenPair
    {
        private const int Format = 1;
        private const int HeaderBytes = 1 + 8 + 8 + 2;

        /// <summary>Initializes a new instance of the <see cref="TokenPair"/> class.</summary>
        /// <param name="access">The access token.</param>
        /// <param name="refresh">The refresh token.</param>
        /// <param name="receivedAt">When the access token came, seconds since 1970 by the device's clock.</param>
        /// <param name="lifetimeSeconds">How long the access token lives from then on.</param>
        public TokenPair(string access, string refresh, long receivedAt, long lifetimeSeconds)
        {
            Access = access;
            Refresh = refresh;
            ReceivedAt = receivedAt;
            LifetimeSeconds = lifetimeSeconds;
        }

        /// <summary>The access token.</summary>
        public readonly string Access;

        /// <summary>The refresh token.</summary>
        public readonly string Refresh;

        /// <summary>When the access token came, seconds since 1970 by the device's clock.</summary>
        public readonly long ReceivedAt;

        /// <summary>How long the access token lives from then on, in seconds.</summary>
        public readonly long LifetimeSeconds;

        /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
        /// <param name="stored">The bytes; may be null.</param>
        /// <returns>The pair; null where there is none.</returns>
        public static TokenPair FromBytes(byte[] stored)
        {
            if (stored == null || stored.Length < HeaderBytes || stored[0] != Format)
            {
                return null;
            }

            int accessLength = (int)BigEndian.Read(stored, 17, 2);
            int refreshLength = stored.Length - HeaderBytes - accessLength;
            if (refreshLength < 1 || accessLength < 1)
            {
                return null;
            }

            string access = Encoding.UTF8.GetString(stored, HeaderBytes, accessLength);
            string refresh = Encoding.UTF8.GetString(stored, HeaderBytes + accessLength, refreshLength);
            return new TokenPair(access, refresh, BigEndian.Read(stored, 1, 8), BigEndian.Read(stored, 9, 8));
        }

        /// <summary>Writes the pair as one value, so that no power cut can mix two pairs.</summary>
        /// <returns>Format (1) · received at (8) · lifetime (8) · length of the access token (2) · access · refresh.</returns>
        public byte[] ToBytes()
        {
            byte[] access = Encoding.UTF8.GetBytes(Access);
            byte[] refresh = Encoding.UTF8.GetBytes(Refresh);
            byte[] stored = new byte[HeaderBytes + access.Length + refresh.Length];
            stored[0] = Format;
            BigEndian.Write(stored, 1, 8, ReceivedAt);
            BigEndian.Write(stored, 9, 8, LifetimeSeconds);
            BigEndian.Write(stored, 17, 2, access.Length);
            Array.Copy(access, 0, stored, HeaderBytes, access.Length);
            Array.Copy(refresh, 0, stored, HeaderBytes + access.Length, refresh.Length);
            return stored;
        }
    }
}
