using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>Does work at once, or, where a test holds it, when the test lets it.</summary>
    public sealed class FakeWorker : IWorker
    {
        private IWork _held;

        /// <summary>Gets or sets a value indicating whether work waits for <see cref="Release"/>: a handler that takes long.</summary>
        public bool IsHeld { get; set; }

        /// <summary>Gets or sets a value indicating whether there is no memory for a thread.</summary>
        public bool HasNoMemory { get; set; }

        /// <summary>Gets how often work was started.</summary>
        public int StartCount { get; private set; }

        /// <inheritdoc/>
        public void Start(IWork work)
        {
            if (HasNoMemory)
            {
                throw new System.OutOfMemoryException();
            }

            StartCount++;
            if (IsHeld)
            {
                _held = work;
            }
            else
            {
                work.Run();
            }
        }

        /// <summary>Does what was held, and holds no more.</summary>
        public void Release()
        {
            IsHeld = false;
            IWork held = _held;
            _held = null;
            if (held != null)
            {
                held.Run();
            }
        }
    }
}
