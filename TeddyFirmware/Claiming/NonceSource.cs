using TeddyFirmware.Platform;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Claiming
{
    /// <summary>Makes nonces that never repeat, even where the generator is weak.</summary>
    /// <remarks>
    /// Before the radio runs the ESP32's generator is only pseudo-random (facts page, section 4.4), and two boots could
    /// draw the same bytes. So the hardware's bytes are hashed, under the device's secret, together with what differs
    /// from one request to the next by itself: UTC (always set before a claim), monotonic time, and a counter. The
    /// result is as unpredictable as the better of generator and secret.
    /// </remarks>
    public sealed class NonceSource
    {
        /// <summary>The length of a nonce, in bytes.</summary>
        public const int NonceBytes = 16;

        private const int CounterOffset = NonceBytes + 16;

        private readonly IPlatform _platform;
        private readonly byte[] _secret;
        private readonly byte[] _random = new byte[NonceBytes];
        private readonly byte[] _input = new byte[CounterOffset + 4];
        private int _counter;

        /// <summary>Initializes a new instance of the <see cref="NonceSource"/> class.</summary>
        /// <param name="platform">For randomness, time and HMAC.</param>
        /// <param name="secret">The device's secret, 32 bytes.</param>
        public NonceSource(IPlatform platform, byte[] secret)
        {
            _platform = platform;
            _secret = secret;
        }

        /// <summary>Makes the next nonce.</summary>
        /// <returns>16 bytes.</returns>
        public byte[] Next()
        {
            _platform.Random.Fill(_random);
            System.Array.Copy(_random, 0, _input, 0, NonceBytes);
            BigEndian.Write(_input, NonceBytes, 8, _platform.Clock.UtcSeconds);
            BigEndian.Write(_input, NonceBytes + 8, 8, _platform.Clock.MonotonicMs);
            BigEndian.Write(_input, CounterOffset, 4, _counter++);

            byte[] hash = new byte[32];
            _platform.Cryptography.HmacSha256(_secret, _input, 0, _input.Length, hash, 0);
            byte[] nonce = new byte[NonceBytes];
            System.Array.Copy(hash, 0, nonce, 0, NonceBytes);
            return nonce;
        }
    }
}
