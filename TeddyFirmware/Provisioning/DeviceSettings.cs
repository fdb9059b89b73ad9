namespace TeddyFirmware.Provisioning
{
    /// <summary>What makes this device this device: who it is, its secret, and where its server is (contract, section 1).</summary>
    /// <remarks>Made by <see cref="SettingsParser"/> only, so every value is of the contract's format.</remarks>
    public sealed class DeviceSettings
    {
        /// <summary>The device's id, 8–64 of <c>A–Z a–z 0–9 _ -</c>.</summary>
        public string DeviceId;

        /// <summary>The child's id, 1–64 of the same set. Personal data: never shown, never logged.</summary>
        public string ChildId;

        /// <summary>The out-of-band secret, 32 bytes. Never shown, never logged.</summary>
        public byte[] OobSecret;

        /// <summary>The server's base URL, <c>https://host[:port]</c> without a slash at its end.</summary>
        public string ServerUrl;

        /// <summary>The path of the claim.</summary>
        public string ClaimPath;

        /// <summary>The path of the refresh.</summary>
        public string RefreshPath;

        /// <summary>The path of the session, without the device's id.</summary>
        public string SessionPath;

        /// <summary>Whether the MAC takes the nonce's hex text instead of its bytes.</summary>
        public bool IsNonceText;
    }
}
