namespace TeddyFirmware
{
    /// <summary>Looks on at a device's life. Called on the thread that runs the device; has to return soon.</summary>
    public interface IDeviceObserver
    {
        /// <summary>The device has gone from one state to another, or to the same anew.</summary>
        /// <param name="from">The state before.</param>
        /// <param name="to">The state now.</param>
        void OnTransition(DeviceState from, DeviceState to);

        /// <summary>The server has sent a text, an echo or any other.</summary>
        /// <param name="message">UTF-8; only during the call.</param>
        /// <param name="length">How many bytes of it are the message.</param>
        void OnMessage(byte[] message, int length);

        /// <summary>The server has echoed a text that the device sent.</summary>
        /// <param name="length">The text's length in bytes, without the echo's prefix.</param>
        /// <param name="roundTripMs">From handing it over to its echo, in milliseconds.</param>
        void OnEcho(int length, int roundTripMs);

        /// <summary>A health snapshot was made: a session has opened, or somebody asked.</summary>
        /// <param name="status">Flat JSON, as <see cref="Diagnostics.StatusText"/> describes.</param>
        void OnStatus(string status);
    }
}
