using TeddyFirmware.Protocol;

namespace TeddyFirmware
{
    /// <summary>The device's timings, with the contract's numbers; tests shorten them.</summary>
    public sealed class DeviceOptions
    {
        /// <summary>Gets or sets what the device says it is, up to 32 of <c>A–Z a–z 0–9 . _ -</c>.</summary>
        public string FirmwareVersion { get; set; } = HttpRequest.Version;

        /// <summary>Gets or sets the time to connect and shake hands, for a session the upgrade too, in milliseconds (contract, section 2.1).</summary>
        public int ConnectDeadlineMs { get; set; } = 20000;

        /// <summary>Gets or sets the time for the answer to a claim or refresh once it is sent, in milliseconds (contract, section 2.1).</summary>
        public int AnswerDeadlineMs { get; set; } = 60000;

        /// <summary>Gets or sets how much longer than its deadline an adapter may take before it is given up, in milliseconds.</summary>
        public int AdapterGraceMs { get; set; } = 5000;

        /// <summary>Gets or sets the time between two pings, in milliseconds (contract, section 4).</summary>
        public int HeartbeatIntervalMs { get; set; } = 20000;

        /// <summary>Gets or sets how long a session has to be open to forgive what was before, in milliseconds (contract, section 6).</summary>
        public int StableSessionMs { get; set; } = 60000;

        /// <summary>Gets or sets how long the peer may take to answer our close frame, in milliseconds.</summary>
        public int CloseDeadlineMs { get; set; } = 3000;

        /// <summary>Gets or sets the time between two looks at link and time, in milliseconds.</summary>
        public int NetworkPollMs { get; set; } = 500;

        /// <summary>Gets or sets the time until a link that is down is asked for again, in milliseconds.</summary>
        public int NetworkRetryMs { get; set; } = 30000;

        /// <summary>Gets or sets the time between two looks for a provisioning file, in milliseconds.</summary>
        public int ProvisioningPollMs { get; set; } = 10000;

        /// <summary>Gets or sets how long after one health snapshot the next is made on demand, in milliseconds.</summary>
        public int StatusGapMs { get; set; } = 10000;

        /// <summary>Gets or sets the time until a restart that did not happen is asked for again, in milliseconds.</summary>
        public int RebootAgainMs { get; set; } = 60000;

        /// <summary>Gets or sets how often in a row the firmware has crashed before this start, for the health snapshot.</summary>
        public int CrashCount { get; set; }

        /// <summary>Gets or sets the class of the last crash's exception, for the log; null without one.</summary>
        public string CrashClass { get; set; }
    }
}
