using TeddyFirmware.Protocol;

namespace TeddyFirmware
{
    /// <summary>The device's timings, with the contract's numbers; tests shorten them.</summary>
    public sealed class DeviceOptions
    {
        /// <summary>What the device says it is, up to 32 of <c>A–Z a–z 0–9 . _ -</c>.</summary>
        public string FirmwareVersion = HttpRequest.Version;

        /// <summary>The time to connect and shake hands, for a session the upgrade too, in milliseconds (contract, section 2.1).</summary>
        public int ConnectDeadlineMs = 20000;

        /// <summary>The time for the answer to a claim or refresh once it is sent, in milliseconds (contract, section 2.1).</summary>
        public int AnswerDeadlineMs = 60000;

        /// <summary>How much longer than its deadline an adapter may take before it is given up, in milliseconds.</summary>
        public int AdapterGraceMs = 5000;

        /// <summary>The time between two pings, in milliseconds (contract, section 4).</summary>
        public int HeartbeatIntervalMs = 20000;

        /// <summary>How long a session has to be open to forgive what was before, in milliseconds (contract, section 6).</summary>
        public int StableSessionMs = 60000;

        /// <summary>How long the peer may take to answer our close frame, in milliseconds.</summary>
        public int CloseDeadlineMs = 3000;

        /// <summary>The time between two looks at link and time, in milliseconds.</summary>
        public int NetworkPollMs = 500;

        /// <summary>The time until a link that is down is asked for again, in milliseconds.</summary>
        public int NetworkRetryMs = 30000;

        /// <summary>The time between two looks for a provisioning file, in milliseconds.</summary>
        public int ProvisioningPollMs = 10000;

        /// <summary>How long after one health snapshot the next is made on demand, in milliseconds.</summary>
        public int StatusGapMs = 10000;

        /// <summary>The time until a restart that did not happen is asked for again, in milliseconds.</summary>
        public int RebootAgainMs = 60000;

        /// <summary>How often in a row the firmware has crashed before this start, for the health snapshot.</summary>
        public int CrashCount;

        /// <summary>The class of the last crash's exception, for the log; null without one.</summary>
        public string CrashClass;
    }
}
