namespace TeddyFirmware.Storage
{
    /// <summary>How often a day each entry may be written: together the contract's 30 (section 7).</summary>
    public static class WriteBudget
    {
        /// <summary>Tokens, and the ledger of claims: what a server can bring about.</summary>
        public const int ByServer = 10;

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
                case "settings": return ByPerson;
                case "reboots": return BySupervisor;
                default: return ByServer;
            }
        }
    }
}
