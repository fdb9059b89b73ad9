using System;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The chip's random generator.</summary>
    /// <remarks>
    /// On the ESP32 <see cref="Random"/> ignores its seed and reads <c>esp_random()</c> (facts page, section 4.4;
    /// nf-interpreter, targets/ESP32/_nanoCLR/targetRandom.cpp). That is true randomness only while Wi-Fi or Bluetooth
    /// runs: before the radio starts it is a pseudo-random sequence from the boot loader's seed, so whoever needs a
    /// value that never repeats mixes in what cannot repeat.
    /// </remarks>
    public sealed class Esp32Random : IRandom
    {
        private readonly Random _random = new Random();

        /// <inheritdoc/>
        public void Fill(byte[] buffer) => _random.NextBytes(buffer);
    }
}
