namespace TeddyFirmware.Protocol
{
    /// <summary>The parts of an <c>https://</c> or <c>wss://</c> URL that a request needs.</summary>
    public sealed class ServerUrl
    {
        private const int DefaultPort = 443;
        private const int MaxPort = 65535;

        private ServerUrl(string host, int port, string target)
        {
            Host = host;
            Port = port;
            Target = target;
        }

        /// <summary>The host's name or IPv4 address.</summary>
        public readonly string Host;

        /// <summary>The port.</summary>
        public readonly int Port;

        /// <summary>Path and query. May hold the access token: never logged.</summary>
        public readonly string Target;

        /// <summary>Gets the value of the Host header (RFC 9110, 7.2): with the port, unless it is the scheme's own.</summary>
        public string HostHeader => Port == DefaultPort ? Host : Host + ":" + Port.ToString();

        /// <summary>Takes a URL apart.</summary>
        /// <param name="url">The absolute URL.</param>
        /// <returns>Its parts; null where it is none that we open.</returns>
        public static ServerUrl Parse(string url)
        {
            int start = url == null ? 0 : url.StartsWith("https://") ? 8 : url.StartsWith("wss://") ? 6 : 0;
            if (start == 0)
            {
                return null;
            }

            string rest = url.Substring(start);
            int slash = rest.IndexOf('/');
            string authority = slash < 0 ? rest : rest.Substring(0, slash);
            int colon = authority.IndexOf(':');
            int port = colon < 0 ? DefaultPort : ParsePort(authority.Substring(colon + 1));
            string host = colon < 0 ? authority : authority.Substring(0, colon);
            return port < 1 || host.Length == 0 ? null : new ServerUrl(host, port, slash < 0 ? "/" : rest.Substring(slash));
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
