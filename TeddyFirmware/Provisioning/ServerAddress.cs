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
        private const int MaxLabelLength = 63;
        private const string PathMarks = "/-._~!$&'()*+,;=:@";

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
            int hostEnd = Scheme.Length;
            while (hostEnd < letters.Length && letters[hostEnd] != ':')
            {
                hostEnd++;
            }

            return IsHost(letters, Scheme.Length, hostEnd) && (hostEnd == letters.Length || IsPort(letters, hostEnd + 1));
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

        private static bool IsPathLetter(int letter) => IsAlphanumeric(letter) || PathMarks.IndexOf((char)letter) >= 0;

        // Labels of 1-63 letters, digits and inner hyphens (RFC 1123, 2.1): of what else a host may not be, .NET throws.
        private static bool IsHost(byte[] letters, int start, int end)
        {
            int label = 0;
            for (int i = start; i < end; i++)
            {
                bool isEdge = label == 0 || i + 1 == end || letters[i + 1] == '.';
                if (letters[i] == '.' && label > 0)
                {
                    label = 0;
                }
                else if ((letters[i] == '-' && !isEdge) || IsAlphanumeric(letters[i]))
                {
                    label++;
                }
                else
                {
                    return false;
                }

                if (label > MaxLabelLength)
                {
                    return false;
                }
            }

            return label > 0;
        }

        private static bool IsAlphanumeric(int letter) =>
            (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');

        private static bool IsPort(byte[] letters, int start)
        {
            int port = 0;
            for (int i = start; i < letters.Length && port <= 65535; i++)
            {
                if (letters[i] < '0' || letters[i] > '9')
                {
                    return false;
                }

                port = (port * 10) + (letters[i] - '0');
            }

            return port >= 1 && port <= 65535;
        }
    }
}
