namespace TeddyFirmware
{
    /// <summary>What is reported to the device.</summary>
    public enum InboxKind
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>An HTTP exchange has ended.</summary>
        ExchangeEnded = 1,

        /// <summary>The WebSocket is open.</summary>
        Opened = 2,

        /// <summary>The WebSocket could not be opened.</summary>
        Refused = 3,

        /// <summary>A text has arrived.</summary>
        Text = 4,

        /// <summary>The text that was handed over is on its way.</summary>
        Sent = 5,

        /// <summary>The WebSocket is closed.</summary>
        Closed = 6,

        /// <summary>Somebody asks the device to stop.</summary>
        StopRequested = 7,
    }
}
