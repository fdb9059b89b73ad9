using System.Text;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tokens
{
    /// <summary>
    /// What the device reads of a token (RFC 7519) to plan with. It has no key: it neither verifies nor trusts it
    /// (contract, section 3).
    /// </summary>
    public sealed class Jwt
    {
        /// <summary>The longest token, in characters: two of them fit an answer, and one a URL that servers take.</summary>
        public const int MaxLength = 3072;

        /// <summary>What a date is where the token does not tell it.</summary>
        public const long Unknown = -1;

        private Jwt()
        {
        }

        /// <summary>The <c>exp</c> claim, seconds since 1970; <see cref="Unknown"/> where there is none.</summary>
        public long ExpiresAt;

        /// <summary>The <c>iat</c> claim, seconds since 1970; <see cref="Unknown"/> where there is none.</summary>
        public long IssuedAt;

        /// <summary>The <c>device_id</c> claim; null where there is none.</summary>
        public string DeviceId;

        /// <summary>Reads a token.</summary>
        /// <param name="token">The token; may be null.</param>
        /// <returns>Its claims; null where it is not three base64url parts, or too long.</returns>
        public static Jwt Read(string token)
        {
            if (string.IsNullOrEmpty(token))
            {
                return null;
            }

            byte[] text = Encoding.UTF8.GetBytes(token);
            int first = Find(text, 0);
            int second = first < 0 ? -1 : Find(text, first + 1);
            bool hasThreeParts = second > 0 && text.Length <= MaxLength
                && Base64Url.IsText(text, 0, first)
                && Base64Url.IsText(text, first + 1, second - first - 1)
                && Base64Url.IsText(text, second + 1, text.Length - second - 1);
            if (!hasThreeParts)
            {
                return null;
            }

            Jwt jwt = new Jwt { ExpiresAt = Unknown, IssuedAt = Unknown };
            jwt.TakeClaims(Base64Url.Decode(text, first + 1, second - first - 1));
            return jwt;
        }

        // Claims that cannot be read are as good as absent: the server is who judges the token.
        private void TakeClaims(byte[] json)
        {
            if (json == null)
            {
                return;
            }

            JsonObjectReader reader = new JsonObjectReader(json, json.Length);
            while (reader.Read() == JsonStep.Member)
            {
                if (reader.NameIs("exp"))
                {
                    ExpiresAt = reader.GetInteger(Unknown);
                }
                else if (reader.NameIs("iat"))
                {
                    IssuedAt = reader.GetInteger(Unknown);
                }
                else if (reader.NameIs("device_id"))
                {
                    DeviceId = reader.GetString(64);
                }
            }
        }

        private static int Find(byte[] text, int start)
        {
            for (int i = start; i < text.Length; i++)
            {
                if (text[i] == '.')
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
