using System;
using System.Text;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>Tokens of the contract's form. Their signature is a marker that no log may ever show.</summary>
    public static class TestToken
    {
        /// <summary>The marker in every signature.</summary>
        public const string Signature = "PLANTEDSIGNATURE";

        /// <summary>Makes a token whose claims are of the contract.</summary>
        /// <param name="name">Tells tokens of a test apart.</param>
        /// <param name="lifetimeSeconds">How long it lives from <see cref="FakeClock.StartUtcSeconds"/> on.</param>
        /// <returns>The token.</returns>
        public static string Make(string name, long lifetimeSeconds)
        {
            long issuedAt = FakeClock.StartUtcSeconds;
            return OfPayload("{\"device_id\":\"" + CheckVector.DeviceId + "\",\"session_id\":\"" + name + "\",\"iat\":" + issuedAt.ToString()
                + ",\"exp\":" + (issuedAt + lifetimeSeconds).ToString() + "}");
        }

        /// <summary>Makes the access token of a pair, good for an hour.</summary>
        /// <param name="number">The pair's number.</param>
        /// <returns>The token.</returns>
        public static string Access(int number) => Make("access-" + number.ToString(), 3600);

        /// <summary>Makes the refresh token of a pair, good for a week.</summary>
        /// <param name="number">The pair's number.</param>
        /// <returns>The token.</returns>
        public static string Refresh(int number) => Make("refresh-" + number.ToString(), 604800);

        /// <summary>Makes a token with any payload.</summary>
        /// <param name="json">The payload.</param>
        /// <returns>The token.</returns>
        public static string OfPayload(string json) => "eyJhbGciOiJIUzI1NiJ9." + Encode(Bytes.Of(json)) + "." + Signature;

        /// <summary>Makes a token of an exact length.</summary>
        /// <param name="length">Characters, 11 or more.</param>
        /// <returns>The token.</returns>
        public static string OfLength(int length) => Bytes.Text('h', 4) + "." + Bytes.Text('p', length - 10) + "." + Bytes.Text('s', 4);

        /// <summary>Writes an answer with tokens, in the spelling of the stub.</summary>
        /// <param name="access">The access token.</param>
        /// <param name="refresh">The refresh token.</param>
        /// <returns>JSON.</returns>
        public static string Answer(string access, string refresh) => "{\"access\":\"" + access + "\",\"refresh\":\"" + refresh + "\"}";

        /// <summary>Encodes without padding (RFC 4648, section 5).</summary>
        /// <param name="data">The bytes.</param>
        /// <returns>The text.</returns>
        public static string Encode(byte[] data)
        {
            char[] letters = Convert.ToBase64String(data).ToCharArray();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < letters.Length && letters[i] != '='; i++)
            {
                text.Append(letters[i] == '+' ? '-' : letters[i] == '/' ? '_' : letters[i]);
            }

            return text.ToString();
        }
    }
}
