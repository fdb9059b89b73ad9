namespace TeddyFirmware
{
    /// <summary>What may happen to the device.</summary>
    public enum DeviceEvent : byte
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>The device starts.</summary>
        Started = 1,

        /// <summary>There are settings.</summary>
        SettingsFound = 2,

        /// <summary>There are no settings.</summary>
        SettingsMissing = 3,

        /// <summary>The link is up and the time is set.</summary>
        NetworkReady = 4,

        /// <summary>The link is down.</summary>
        NetworkLost = 5,

        /// <summary>The wait of the present state is over.</summary>
        TimerDue = 6,

        /// <summary>A claim is needed, now.</summary>
        ClaimNow = 7,

        /// <summary>A claim is needed, later.</summary>
        ClaimLater = 8,

        /// <summary>A claim is needed, after the wait for a malformed request.</summary>
        ClaimMuchLater = 9,

        /// <summary>A refresh is needed, now.</summary>
        RefreshNow = 10,

        /// <summary>A refresh is needed, later.</summary>
        RefreshLater = 11,

        /// <summary>A session can be opened, now.</summary>
        ConnectNow = 12,

        /// <summary>A session can be opened, later.</summary>
        ConnectLater = 13,

        /// <summary>The HTTP exchange has ended.</summary>
        ExchangeEnded = 14,

        /// <summary>The session is open.</summary>
        SessionOpened = 15,

        /// <summary>The session could not be opened.</summary>
        SessionRefused = 16,

        /// <summary>The session has ended.</summary>
        SessionClosed = 17,

        /// <summary>Somebody asks the device to stop.</summary>
        StopRequested = 18,

        /// <summary>The server was not heard for 5 minutes, or for longer where a restart may not be made.</summary>
        Stalled = 19,

        /// <summary>The server was not heard for 15 minutes.</summary>
        StalledForLong = 20,
    }
}
