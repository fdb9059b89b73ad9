namespace TeddyFirmware.Dialing
{
    /// <summary>In which order the addresses of the server's name are tried, and for how long each (after RFC 8305).</summary>
    /// <remarks>
    /// The one that worked last comes first, the one that failed last comes last, the others stay as the name server sent
    /// them (RFC 8305, sections 4 and 9.2). One after the other: never two connections at once (contract, section 5).
    /// One name is remembered, because a device has one server. May be called from any thread.
    /// </remarks>
    public sealed class AddressOrder
    {
        /// <summary>The most addresses that are tried at a time: a share of 20 s stays long enough for a slow network.</summary>
        public const int MaxAddresses = 8;

        /// <summary>For how long a handshake speaks for its peer, in milliseconds.</summary>
        public const int ProofMs = 60000;

        // So that what a peer did is told, before whoever waits for it only knows that the time is over.
        private const int ReportMs = 500;

        private readonly object _gate = new object();
        // Never null: the runtime's comparison of strings does not bear it.
        private string _host = string.Empty;
        private string _best = string.Empty;
        private string _worst = string.Empty;
        private long _provenMs;

        /// <summary>Tells the time for all addresses together: somewhat less than the deadline of whoever waits for them.</summary>
        /// <param name="deadlineMs">That deadline, in milliseconds.</param>
        /// <returns>Milliseconds.</returns>
        public static int TimeMs(int deadlineMs) => deadlineMs > 2 * ReportMs ? deadlineMs - ReportMs : deadlineMs / 2;

        /// <summary>Tells the share of an address: what is left, divided by those that still wait for a try.</summary>
        /// <param name="leftMs">The time that is left for all of them, in milliseconds.</param>
        /// <param name="addressesLeft">How many have not been tried, this one included.</param>
        /// <returns>Milliseconds, at least 1.</returns>
        public static int ShareMs(int leftMs, int addressesLeft)
        {
            int shareMs = leftMs / addressesLeft;
            return shareMs < 1 ? 1 : shareMs;
        }

        /// <summary>Puts the addresses of a name into the order in which they are to be tried.</summary>
        /// <param name="host">The name.</param>
        /// <param name="addresses">Its addresses as texts, in the name server's order.</param>
        /// <returns>Their indices, at most <see cref="MaxAddresses"/> of them.</returns>
        public int[] Arrange(string host, string[] addresses)
        {
            string best;
            string worst;
            lock (_gate)
            {
                bool isKnown = host == _host;
                best = isKnown ? _best : string.Empty;
                worst = isKnown ? _worst : string.Empty;
            }

            int[] order = new int[addresses.Length < MaxAddresses ? addresses.Length : MaxAddresses];
            int count = 0;
            for (int rank = 0; rank < 3; rank++)
            {
                for (int i = 0; i < addresses.Length && count < order.Length; i++)
                {
                    int own = addresses[i] == best ? 0 : addresses[i] == worst ? 2 : 1;
                    if (own == rank)
                    {
                        order[count++] = i;
                    }
                }
            }

            return order;
        }

        /// <summary>A handshake with an address has succeeded.</summary>
        /// <param name="host">The name.</param>
        /// <param name="address">The address.</param>
        /// <param name="nowMs">The monotonic time, in milliseconds.</param>
        public void OnWorked(string host, string address, long nowMs)
        {
            lock (_gate)
            {
                Know(host);
                _best = address;
                _worst = _worst == address ? string.Empty : _worst;
                _provenMs = nowMs;
            }
        }

        /// <summary>An address did not answer, or its handshake failed.</summary>
        /// <param name="host">The name.</param>
        /// <param name="address">The address.</param>
        public void OnFailed(string host, string address)
        {
            lock (_gate)
            {
                Know(host);
                _worst = address;
                _best = _best == address ? string.Empty : _best;
            }
        }

        /// <summary>Tells whether a handshake with an address succeeded so recently that its peer need not be asked again.</summary>
        /// <param name="host">The name.</param>
        /// <param name="address">The address.</param>
        /// <param name="nowMs">The monotonic time, in milliseconds.</param>
        /// <returns>True within <see cref="ProofMs"/> of it.</returns>
        public bool IsProven(string host, string address, long nowMs)
        {
            lock (_gate)
            {
                return host == _host && address == _best && nowMs - _provenMs < ProofMs;
            }
        }

        private void Know(string host)
        {
            if (host != _host)
            {
                _host = host;
                _best = string.Empty;
                _worst = string.Empty;
            }
        }
    }
}
