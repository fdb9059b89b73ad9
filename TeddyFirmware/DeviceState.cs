namespace TeddyFirmware
{
    /// <summary>Where the device is in its life.</summary>
    public enum DeviceState : byte
    {
        /// <summary>Reads its settings.</summary>
        Booting = 0,

        /// <summary>Has no settings: waits for a provisioning file.</summary>
        Unprovisioned = 1,

        /// <summary>Waits for the network link and for the time.</summary>
        Offline = 2,

        /// <summary>Finds out what to do next; never lasts.</summary>
        Deciding = 3,

        /// <summary>Waits for the moment of the next claim.</summary>
        ClaimWait = 4,

        /// <summary>Waits for the moment of the next claim, after the server called the request malformed.</summary>
        Misconfigured = 5,

        /// <summary>A claim is on its way.</summary>
        Claiming = 6,

        /// <summary>Waits for the moment of the next refresh, without a session.</summary>
        RefreshWait = 7,

        /// <summary>A refresh is on its way, without a session.</summary>
        Refreshing = 8,

        /// <summary>Waits for the moment of the next attempt to open a session.</summary>
        SessionWait = 9,

        /// <summary>A session is being opened.</summary>
        Connecting = 10,

        /// <summary>The session is open.</summary>
        Online = 11,

        /// <summary>The session is open, and a refresh is on its way.</summary>
        OnlineRefreshing = 12,

        /// <summary>The session is being closed because the device stops.</summary>
        Closing = 13,

        /// <summary>The supervisor restarts the board.</summary>
        Restarting = 14,

        /// <summary>The device has stopped.</summary>
        Stopped = 15,
    }
}
