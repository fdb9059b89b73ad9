using System.Text;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Storage
{
    /// <summary>A board whose store has one entry of text. Each look at it is one after a restart.</summary>
    public sealed class FakeStore
    {
        /// <summary>The format of a firmware to come.</summary>
        public const int Newer = SealedRecord.FormatVersion + 1;

        /// <summary>Initializes a new instance of the <see cref="FakeStore"/> class: the board after a power cut.</summary>
        /// <param name="flash">What survived; null for nothing.</param>
        public FakeStore(MemoryFlash flash = null)
        {
            Board = new FakePlatform(flash, new ScriptedRandom(flash == null ? 3 : flash.Changes + 3));

            // A board's first start makes its root key.
            new RootKey(Board).BoardKey();
        }

        /// <summary>Gets the board.</summary>
        public FakePlatform Board { get; }

        /// <summary>Gets its flash.</summary>
        public MemoryFlash Flash => Board.FakeFlash;

        /// <summary>Gets the store as it is after a restart.</summary>
        public SealedStore Restarted => new SealedStore(Board, Board.NewLog());

        /// <summary>Gets the store as a firmware of the next format has it.</summary>
        public SealedStore Updated => new SealedStore(Board, Board.NewLog(), Newer);

        /// <summary>Saves the entry.</summary>
        /// <param name="values">Its values, one after the other.</param>
        /// <returns>This store.</returns>
        public FakeStore Save(params string[] values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                Put(values[i]);
            }

            return this;
        }

        /// <summary>Saves the entry where it may not succeed.</summary>
        /// <param name="value">Its value.</param>
        /// <returns>What became of it, as a number.</returns>
        public int Put(string value) => (int)Restarted.Save("tokens", "pair", Bytes.Of(value));

        /// <summary>Loads the entry.</summary>
        /// <returns>Its value; null where there is none.</returns>
        public string Load() => Load(Restarted);

        /// <summary>Loads the entry of a store.</summary>
        /// <param name="store">The store.</param>
        /// <returns>Its value; null where there is none.</returns>
        public static string Load(SealedStore store)
        {
            byte[] value = store.Load("tokens", "pair");
            return value == null ? null : Encoding.UTF8.GetString(value, 0, value.Length);
        }

        /// <summary>Gets a copy of the entry as it lies in the flash.</summary>
        /// <param name="slot">Which of the two.</param>
        /// <returns>Its record; null where there is none.</returns>
        public byte[] Record(int slot) => Flash.Peek("tokens.pair." + slot.ToString());

        /// <summary>Changes a copy of the entry.</summary>
        /// <param name="slot">Which of the two.</param>
        /// <param name="at">Which byte of it.</param>
        /// <param name="bits">The bits that flip.</param>
        /// <returns>This store.</returns>
        public FakeStore Flip(int slot, int at, int bits)
        {
            byte[] record = Record(slot);
            record[at] ^= (byte)bits;
            Flash.Put("tokens.pair." + slot.ToString(), record);
            return this;
        }
    }
}
