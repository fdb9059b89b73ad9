namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The parts of a <c>wss://</c> URL that a connection needs.</summary>
    internal sealed class WssUrl
    {
        private const string Scheme = "wss://";
        private const int DefaultPort = 443;
        private const int MaxPort = 65535;

        private WssUrl(string host, int port, string target)
        {
            Host = host;
            Port = port;
            Target = target;
        }

        /// <summary>Gets the host's name or IPv4 address.</summary>
        internal string Host { get; }

        /// <summary>Gets the port.</summary>
        internal int Port { get; }

        /// <summary>Gets path and query. Holds the access token: never logged.</summary>
        internal string Target { get; }

        /// <summary>Gets the value of the Host header (RFC 9110, 7.2): with the port, unless it is the scheme's own.</summary>
        internal string HostHeader => Port == DefaultPort ? Host : Host + ":" + Port.ToString();

        /// <summary>Takes a URL apart.</summary>
        /// <param name="url">The absolute URL.</param>
        /// <returns>Its parts; null where it is none that we open.</returns>
        internal static WssUrl Parse(string url)
        {
            if (url == null || !url.StartsWith(Scheme))
            {
                return null;
            }

            string rest = url.Substring(Scheme.Length);
            int slash = rest.IndexOf('/');
            if (slash < 1)
            {
                return null;
            }

            string authority = rest.Substring(0, slash);
            int colon = authority.IndexOf(':');
            int port = colon < 0 ? DefaultPort : ParsePort(authority.Substring(colon + 1));
            string host = colon < 0 ? authority : authority.Substring(0, colon);
            return port < 1 || host.Length == 0 ? null : new WssUrl(host, port, rest.Substring(slash));
        }

        private static int ParsePort(string text)
        {
            int port = 0;
            char[] digits = text.ToCharArray();
            for (int i = 0; i < digits.Length; i++)
            {
                if (digits[i] < '0' || digits[i] > '9' || port > MaxPort)
                {
                    return 0;
                }

                port = (port * 10) + (digits[i] - '0');
            }

            return port > MaxPort ? 0 : port;
        }
    }
}
