using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>Random bytes that are the same in each run: of a seeded generator, or always the same one (a weak generator).</summary>
    public sealed class ScriptedRandom : IRandom
    {
        private long _state;
        private int _constant = -1;

        /// <summary>Initializes a new instance of the <see cref="ScriptedRandom"/> class.</summary>
        /// <param name="seed">Another seed, other bytes.</param>
        public ScriptedRandom(int seed) => _state = seed;

        /// <summary>Makes a generator that is stuck.</summary>
        /// <param name="value">The byte that it repeats.</param>
        /// <returns>The generator.</returns>
        public static ScriptedRandom Constant(int value) => new ScriptedRandom(0) { _constant = value };

        /// <inheritdoc/>
        public void Fill(byte[] buffer)
        {
            for (int i = 0; i < buffer.Length; i++)
            {
                buffer[i] = (byte)(_constant >= 0 ? _constant : Next());
            }
        }

        // The generator of the C standard's example, of which the upper bits are used.
        private int Next()
        {
            _state = ((_state * 1103515245) + 12345) & 0x7FFFFFFF;
            return (int)(_state >> 16) & 0xFF;
        }
    }
}
