using System.Text;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Storage
{
    /// <summary>A store on a flash in memory, with one entry of text.</summary>
    public sealed class FakeStore
    {
        private readonly FakePlatform _platform;
        private readonly SealedStore _store;

        /// <summary>Initializes a new instance of the <see cref="FakeStore"/> class, on an empty flash.</summary>
        public FakeStore()
            : this(new MemoryFlash())
        {
        }

        /// <summary>Initializes a new instance of the <see cref="FakeStore"/> class: the board after a restart.</summary>
        /// <param name="flash">What survived.</param>
        public FakeStore(MemoryFlash flash)
        {
            _platform = new FakePlatform(flash, new ScriptedRandom(flash.Changes + 3));
            _store = new SealedStore(_platform, _platform.NewLog());
        }

        /// <summary>Gets the flash.</summary>
        public MemoryFlash Flash => _platform.FakeFlash;

        /// <summary>Saves the entry.</summary>
        /// <param name="value">Its value.</param>
        /// <returns>This store.</returns>
        public FakeStore Save(string value)
        {
            _store.Save("tokens", "pair", Bytes.Of(value));
            return this;
        }

        /// <summary>Loads the entry.</summary>
        /// <returns>Its value; null where there is none.</returns>
        public string Load()
        {
            byte[] value = _store.Load("tokens", "pair");
            return value == null ? null : Encoding.UTF8.GetString(value, 0, value.Length);
        }

        /// <summary>Removes the entry.</summary>
        public void Remove() => _store.Remove("tokens", "pair");
    }
}
