using System.Text;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Provisioning
{
    /// <summary>The parts of the server's address, as the provisioning file may give them.</summary>
    /// <remarks>
    /// Written out because the two worlds' <c>Uri</c> classes accept different things, and a setting that only one of
    /// them refuses would be found on the board (facts page, section 9).
    /// </remarks>
    public static class ServerAddress
    {
        private const string Scheme = "https://";
        private const string PathMarks = "/_~!$&'()*+,;=:@";

        /// <summary>Tells whether a text is <c>https://host</c> or <c>https://host:port</c>, and nothing more.</summary>
        /// <param name="url">The text; may be null.</param>
        /// <returns>True where it is.</returns>
        public static bool IsBaseUrl(string url)
        {
            if (url == null || !url.StartsWith(Scheme))
            {
                return false;
            }

            byte[] letters = Encoding.UTF8.GetBytes(url);
            int colon = -1;
            for (int i = Scheme.Length; i < letters.Length; i++)
            {
                bool isDigit = letters[i] >= '0' && letters[i] <= '9';
                if (letters[i] == ':' && colon < 0)
                {
                    colon = i;
                }
                else if (!isDigit && (colon >= 0 || !IsHostLetter(letters[i])))
                {
                    return false;
                }
            }

            int hostEnd = colon < 0 ? letters.Length : colon;
            return hostEnd > Scheme.Length && (colon < 0 || IsPort(letters, colon + 1));
        }

        /// <summary>Tells whether a text is an absolute path as it stands in a URL, without a query (RFC 3986, section 3.3).</summary>
        /// <param name="path">The text; may be null.</param>
        /// <returns>True where it is.</returns>
        public static bool IsPath(string path)
        {
            if (path == null || !path.StartsWith("/"))
            {
                return false;
            }

            byte[] letters = Encoding.UTF8.GetBytes(path);
            for (int i = 0; i < letters.Length; i++)
            {
                bool isEscape = letters[i] == '%' && i + 2 < letters.Length && Hex.Value(letters[i + 1]) >= 0 && Hex.Value(letters[i + 2]) >= 0;
                if (!isEscape && !IsPathLetter(letters[i]))
                {
                    return false;
                }
            }

            return true;
        }

        private static bool IsPathLetter(int letter)
        {
            return IsHostLetter(letter) || (letter >= '0' && letter <= '9') || PathMarks.IndexOf((char)letter) >= 0;
        }

        private static bool IsHostLetter(int letter)
        {
            return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') || letter == '.' || letter == '-';
        }

        private static bool IsPort(byte[] letters, int start)
        {
            int port = 0;
            for (int i = start; i < letters.Length && port <= 65535; i++)
            {
                port = (port * 10) + (letters[i] - '0');
            }

            return port >= 1 && port <= 65535;
        }
    }
}
