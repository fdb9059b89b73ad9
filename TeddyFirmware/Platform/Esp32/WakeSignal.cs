using System.Threading;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The wait between two steps of the device, which any thread may end.</summary>
    public sealed class WakeSignal : IWakeSignal
    {
        private readonly AutoResetEvent _isWoken = new AutoResetEvent(false);

        /// <inheritdoc/>
        public void Wake() => _isWoken.Set();

        /// <summary>Waits until woken, also if that happened before the call, or until the time has passed.</summary>
        /// <param name="waitMs">The longest wait, in milliseconds; 0 or less is none.</param>
        public void Wait(int waitMs)
        {
            // A negative number would mean for ever to the CLR.
            if (waitMs > 0)
            {
                _isWoken.WaitOne(waitMs, false);
            }
        }
    }
}
