using System.Text;

namespace TeddyFirmware.Wire
{
    /// <summary>Percent-encoding of URL parts (RFC 3986, section 2.1).</summary>
    public static class PercentEncoding
    {
        /// <summary>Encodes everything but the unreserved characters (RFC 3986, section 2.3).</summary>
        /// <param name="text">The part, as it means itself.</param>
        /// <returns>The part as it stands in a URL.</returns>
        public static string Encode(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            int length = 0;
            for (int i = 0; i < bytes.Length; i++)
            {
                length += IsUnreserved(bytes[i]) ? 1 : 3;
            }

            if (length == bytes.Length)
            {
                return text;
            }

            char[] encoded = new char[length];
            int at = 0;
            for (int i = 0; i < bytes.Length; i++)
            {
                if (IsUnreserved(bytes[i]))
                {
                    encoded[at++] = (char)bytes[i];
                    continue;
                }

                encoded[at++] = '%';
                encoded[at++] = UpperDigit(bytes[i] >> 4);
                encoded[at++] = UpperDigit(bytes[i] & 0x0F);
            }

            return new string(encoded);
        }

        private static bool IsUnreserved(int letter)
        {
            return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')
                || letter == '-' || letter == '.' || letter == '_' || letter == '~';
        }

        // Upper case, as RFC 3986, section 2.1 asks of producers.
        private static char UpperDigit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);
    }
}
