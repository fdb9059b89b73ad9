using TeddyFirmware.Tokens;

namespace TeddyFirmware.Session
{
    /// <summary>
    /// What to do about a refused token, rung by rung: refresh once, claim once, then only the slowest pace is left
    /// (contract, section 4).
    /// </summary>
    public sealed class TokenLadder
    {
        private int _rung;

        /// <summary>Goes one rung up, and tells the keeper what it takes.</summary>
        /// <param name="tokens">The holder of the tokens.</param>
        /// <returns>False where there is no rung left: the slowest pace.</returns>
        public bool Climb(TokenKeeper tokens)
        {
            _rung++;
            if (_rung == 1)
            {
                tokens.OnAccessRefused();
                return true;
            }

            if (_rung == 2)
            {
                tokens.OnRefreshRefused();
                return true;
            }

            // After the long wait the token in hand may be good again; if not, the ladder begins anew.
            _rung = 0;
            return false;
        }

        /// <summary>A claim was made, for whatever reason: refused once more, there is nothing left to try.</summary>
        public void OnClaimed() => _rung = _rung == 0 ? 0 : 2;

        /// <summary>Starts anew, after a session has been open for 60 s.</summary>
        public void Reset() => _rung = 0;
    }
}
