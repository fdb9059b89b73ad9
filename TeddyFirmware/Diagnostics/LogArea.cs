namespace TeddyFirmware.Diagnostics
{
    /// <summary>The part of the firmware that a log line speaks of: its third column.</summary>
    public static class LogArea
    {
        /// <summary>Start, reboot, stop.</summary>
        public const string Boot = "boot";

        /// <summary>Link and time.</summary>
        public const string Network = "network";

        /// <summary>Settings and the provisioning file.</summary>
        public const string Settings = "settings";

        /// <summary>The claim.</summary>
        public const string Claim = "claim";

        /// <summary>Tokens and their refresh.</summary>
        public const string Tokens = "tokens";

        /// <summary>The sealed store.</summary>
        public const string Storage = "storage";

        /// <summary>The WebSocket session and its messages.</summary>
        public const string Session = "session";

        /// <summary>The device as a whole: states, supervision, health.</summary>
        public const string Device = "device";
    }
}
