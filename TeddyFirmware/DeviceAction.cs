namespace TeddyFirmware
{
    /// <summary>What the device does on its way from one state to the next.</summary>
    public enum DeviceAction : byte
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>Read the settings, importing a provisioning file if there is one.</summary>
        LoadSettings = 1,

        /// <summary>Start the timer until the next look for a provisioning file.</summary>
        AwaitSettings = 2,

        /// <summary>Ask for the link and the time.</summary>
        SeekNetwork = 3,

        /// <summary>Find out what is needed next, and when.</summary>
        Decide = 4,

        /// <summary>Start the timer until what was decided is due.</summary>
        Wait = 5,

        /// <summary>Send a claim.</summary>
        BeginClaim = 6,

        /// <summary>Read the answer to the claim, then decide.</summary>
        TakeClaim = 7,

        /// <summary>Send a refresh.</summary>
        BeginRefresh = 8,

        /// <summary>Read the answer to the refresh, then decide.</summary>
        TakeRefresh = 9,

        /// <summary>Read the answer to the refresh; the session goes on.</summary>
        NoteRefresh = 10,

        /// <summary>Start to open a session.</summary>
        Connect = 11,

        /// <summary>Start the heartbeat, and send the health snapshot as the first text of our own.</summary>
        Greet = 12,

        /// <summary>Judge the close, then decide.</summary>
        JudgeClose = 13,

        /// <summary>Judge the refused upgrade, then decide.</summary>
        JudgeRefusal = 18,

        /// <summary>Judge the close; the refresh goes on.</summary>
        NoteClose = 14,

        /// <summary>Start to close the session, and the timer for the peer's answer.</summary>
        Close = 15,

        /// <summary>Drop session and exchange, whatever they are doing, and ask for the network again.</summary>
        DropAndSeek = 16,

        /// <summary>Drop session and exchange: the device stops.</summary>
        DropAndStop = 17,

        /// <summary>Drop session and exchange, and the link; ask for it anew.</summary>
        RenewNetwork = 19,

        /// <summary>Drop everything, and restart the board.</summary>
        Reboot = 20,
    }
}
