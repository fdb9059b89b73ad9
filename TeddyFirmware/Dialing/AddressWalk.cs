using TeddyFirmware.Platform;

namespace TeddyFirmware.Dialing
{
    /// <summary>The addresses of a name, tried one after the other: which is next, for how long, and what became of those before.</summary>
    public sealed class AddressWalk
    {
        private readonly AddressOrder _known;
        private readonly string _host;
        private readonly string[] _addresses;
        private readonly int[] _order;
        private readonly long _untilMs;
        private int _count;

        /// <summary>Initializes a new instance of the <see cref="AddressWalk"/> class, before the first address.</summary>
        /// <param name="known">What is known of the name's addresses; learns from this walk.</param>
        /// <param name="host">The name.</param>
        /// <param name="addresses">Its addresses as texts, in the name server's order.</param>
        /// <param name="untilMs">When the time for all of them is over, on the monotonic clock.</param>
        public AddressWalk(AddressOrder known, string host, string[] addresses, long untilMs)
        {
            _known = known;
            _host = host;
            _addresses = addresses;
            _untilMs = untilMs;
            _order = known.Arrange(host, addresses);
            Word = _order.Length == 0 ? PeerWord.NoAddress : null;
        }

        /// <summary>Gets the index of the address that is tried now.</summary>
        public int Index { get; private set; }

        /// <summary>Gets its share of the time, in milliseconds, at least 1.</summary>
        public int ShareMs { get; private set; }

        /// <summary>Gets why there is no connection, if there is none.</summary>
        public OpenFailure Failure { get; private set; } = OpenFailure.Unreachable;

        /// <summary>Gets what the peers did, in the words of <see cref="PeerWord"/>; null where none has been tried.</summary>
        public string Word { get; private set; }

        /// <summary>Goes on to the next address.</summary>
        /// <param name="nowMs">The monotonic time, in milliseconds.</param>
        /// <returns>False where there is none, or no time for it.</returns>
        public bool TryNext(long nowMs)
        {
            if (_count == _order.Length || nowMs >= _untilMs)
            {
                return false;
            }

            ShareMs = AddressOrder.ShareMs((int)(_untilMs - nowMs), _order.Length - _count);
            Index = _order[_count++];
            return true;
        }

        /// <summary>Tells whether the address need not be asked first, as <see cref="AddressOrder.IsProven"/> does.</summary>
        /// <param name="nowMs">The monotonic time, in milliseconds.</param>
        /// <returns>True where it has just worked.</returns>
        public bool IsProven(long nowMs) => _known.IsProven(_host, _addresses[Index], nowMs);

        /// <summary>The handshake with the address has ended.</summary>
        /// <param name="hasWorked">Whether it has succeeded.</param>
        /// <param name="nowMs">The monotonic time, in milliseconds.</param>
        public void OnHandshake(bool hasWorked, long nowMs)
        {
            if (hasWorked)
            {
                _known.OnWorked(_host, _addresses[Index], nowMs);
            }
            else
            {
                _known.OnFailed(_host, _addresses[Index]);
            }
        }

        /// <summary>The address has led to no handshake.</summary>
        /// <param name="answer">What its peer did.</param>
        public void OnFailed(PeerAnswer answer)
        {
            string address = _addresses[Index];
            _known.OnFailed(_host, address);
            Failure = answer == PeerAnswer.Silent ? OpenFailure.TimedOut
                : answer == PeerAnswer.NotTls ? OpenFailure.TlsRefused
                : OpenFailure.Unreachable;

            // A name with one address needs no address in the log.
            string word = PeerWord.Of(answer);
            Word = _order.Length == 1 ? word : (Word == null ? string.Empty : Word + ",") + address + ":" + word;
        }
    }
}
