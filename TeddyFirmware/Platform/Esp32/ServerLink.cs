using TeddyFirmware.Dialing;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>What all connections to the server share.</summary>
    public sealed class ServerLink
    {
        /// <summary>For deadlines.</summary>
        public IClock Clock;

        /// <summary>For ClientHellos, questions to name servers, keys of upgrades, and masks.</summary>
        public IRandom Random;

        /// <summary>The authorities to trust.</summary>
        public CaBundle Roots;

        /// <summary>Keeps one connection away from the other.</summary>
        public ConnectionGate Gate;

        /// <summary>What is known of the addresses of the server's name.</summary>
        public AddressOrder Addresses;
    }
}
