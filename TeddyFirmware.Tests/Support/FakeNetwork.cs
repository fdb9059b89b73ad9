using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>A link that a test takes up and down.</summary>
    public sealed class FakeNetwork : INetwork
    {
        private readonly byte[] _address = { 0x24, 0x0A, 0xC4, 0x00, 0x00, 0x01 };

        /// <inheritdoc/>
        public bool IsUp { get; set; } = true;

        /// <summary>Gets or sets the Wi-Fi that is stored.</summary>
        public string Wifi { get; set; }

        /// <summary>Gets how often the link was asked for.</summary>
        public int BeginCount { get; private set; }

        /// <summary>Gets how often it was asked for anew.</summary>
        public int RenewCount { get; private set; }

        /// <summary>Makes it the link of another board.</summary>
        public void ChangeMacAddress() => _address[5] ^= 1;

        /// <inheritdoc/>
        public void Begin() => BeginCount++;

        /// <inheritdoc/>
        public void Renew() => RenewCount++;

        /// <inheritdoc/>
        public byte[] GetMacAddress() => Bytes.Slice(_address, 0, _address.Length);

        /// <inheritdoc/>
        public string GetWifi() => Wifi;
    }
}
