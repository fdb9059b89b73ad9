namespace TeddyFirmware.Storage
{
    /// <summary>How often a day each entry may be written: together the contract's 100 (section 7).</summary>
    public static class WriteBudget
    {
        /// <summary>The ledger of claims, which needs 50 at most, and a wrong secret's notes.</summary>
        public const int ByClaims = 60;

        /// <summary>Tokens; a rotated refresh token is written even beyond that.</summary>
        public const int ByTokens = 30;

        /// <summary>Settings: what a person brings about.</summary>
        public const int ByPerson = 6;

        /// <summary>The supervisor's restarts, which are no more than 4 a day.</summary>
        public const int BySupervisor = 4;

        /// <summary>Tells an entry's share.</summary>
        /// <param name="key">Its key.</param>
        /// <returns>Writes a day.</returns>
        public static int ADay(string key)
        {
            switch (key)
            {
                case "ledger": return ByClaims;
                case "settings": return ByPerson;
                case "reboots": return BySupervisor;
                default: return ByTokens;
            }
        }
    }
}
