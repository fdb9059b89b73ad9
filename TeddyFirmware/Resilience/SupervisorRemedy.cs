namespace TeddyFirmware.Resilience
{
    /// <summary>What helps a device that makes no progress.</summary>
    public enum SupervisorRemedy
    {
        /// <summary>Nothing has to be done.</summary>
        None = 0,

        /// <summary>Drop the link and ask for it anew.</summary>
        RenewNetwork = 1,

        /// <summary>Restart the board.</summary>
        Reboot = 2,
    }
}
