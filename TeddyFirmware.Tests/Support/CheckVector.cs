namespace TeddyFirmware.Tests.Support
{
    /// <summary>The check vector of contract section 2: the only secret that stands in the sources.</summary>
    public static class CheckVector
    {
        /// <summary>The key, in hex.</summary>
        public const string Secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

        /// <summary>The device.</summary>
        public const string DeviceId = "Teddy-ESP32-0001";

        /// <summary>The child.</summary>
        public const string ChildId = "child123";

        /// <summary>The nonce, in hex.</summary>
        public const string Nonce = "000102030405060708090a0b0c0d0e0f";

        /// <summary>The MAC with the nonce's bytes.</summary>
        public const string MacOfBytes = "57b5599560b22a1b7a29e1543369ddb8be2835c53ceff1cdaa20b9415fe8eaf8";

        /// <summary>The MAC with the nonce's text.</summary>
        public const string MacOfText = "3ef1e46b4d5b2517a2b791f1fb423399aae637ceb7010ce92a8624a2c6957b2f";
    }
}
