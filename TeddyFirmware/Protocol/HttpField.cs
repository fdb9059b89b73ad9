using TeddyFirmware.Wire;

namespace TeddyFirmware.Protocol
{
    /// <summary>The header fields that the firmware looks at, by number; all others are read past.</summary>
    public static class HttpField
    {
        /// <summary>Whether the answer belongs to an upgrade (RFC 9110, 7.6.1).</summary>
        public const int Connection = 0;

        /// <summary>What the connection becomes (RFC 9110, 7.8).</summary>
        public const int Upgrade = 1;

        /// <summary>How the body is framed (RFC 9112, 6.1).</summary>
        public const int TransferEncoding = 2;

        /// <summary>How the body was compressed (RFC 9110, 8.4).</summary>
        public const int ContentEncoding = 3;

        /// <summary>How long the body is (RFC 9110, 8.6).</summary>
        public const int ContentLength = 4;

        /// <summary>When to come again (RFC 9110, 10.2.3).</summary>
        public const int RetryAfter = 5;

        /// <summary>The proof that the server speaks WebSocket (RFC 6455, 4.2.2).</summary>
        public const int Accept = 6;

        /// <summary>Extensions of RFC 6455, 9: we ask for none.</summary>
        public const int Extensions = 7;

        /// <summary>A subprotocol of RFC 6455, 1.9: we ask for none.</summary>
        public const int Subprotocol = 8;

        /// <summary>How many there are.</summary>
        public const int Count = 9;

        private const int LastOfTokens = ContentEncoding;

        private static readonly string[] s_names =
        {
            "connection", "upgrade", "transfer-encoding", "content-encoding", "content-length", "retry-after",
            "sec-websocket-accept", "sec-websocket-extensions", "sec-websocket-protocol",
        };

        /// <summary>Finds a field by its name.</summary>
        /// <param name="line">Holds the name at its beginning, in lower case.</param>
        /// <param name="length">The name's length.</param>
        /// <returns>The field; -1 where it is none that we look at.</returns>
        public static int Find(byte[] line, int length)
        {
            for (int i = 0; i < Count; i++)
            {
                if (s_names[i].Length == length && Utf8.Matches(line, 0, length, s_names[i]))
                {
                    return i;
                }
            }

            return -1;
        }

        /// <summary>Tells whether a field's value is a list of words in any case.</summary>
        /// <param name="field">The field.</param>
        /// <returns>True where it is.</returns>
        public static bool IsTokens(int field) => field <= LastOfTokens;

        /// <summary>Tells whether a list has a word (RFC 9110, 5.6.1).</summary>
        /// <param name="list">The list, in lower case; may be null.</param>
        /// <param name="token">The word.</param>
        /// <returns>True where it has.</returns>
        public static bool HasToken(string list, string token)
        {
            string[] parts = list == null ? new string[0] : list.Split(',');
            for (int i = 0; i < parts.Length; i++)
            {
                if (parts[i].Trim(' ', '\t') == token)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
