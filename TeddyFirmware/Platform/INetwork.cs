namespace TeddyFirmware.Platform
{
    /// <summary>The network link: Wi-Fi on the board, whatever the PC has on the PC.</summary>
    public interface INetwork
    {
        /// <summary>Gets a value indicating whether the link is up and has an address.</summary>
        /// <remarks>Asked at each step of the device: cheap, and without waiting.</remarks>
        bool IsUp { get; }

        /// <summary>Asks for the link, and for the time, without waiting for either; may be called again at any moment.</summary>
        void Begin();

        /// <summary>Drops the link and asks for it anew, without waiting: the supervisor's first remedy.</summary>
        void Renew();

        /// <summary>Gets the station's hardware address, which binds the sealed store to this board.</summary>
        /// <returns>6 bytes.</returns>
        byte[] GetMacAddress();

        /// <summary>Gets the Wi-Fi that is stored on this machine, for its fingerprint alone: never shown, never logged.</summary>
        /// <returns>Name and password with a line break between; null where none is stored.</returns>
        string GetWifi();
    }
}
