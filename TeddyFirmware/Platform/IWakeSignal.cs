namespace TeddyFirmware.Platform
{
    /// <summary>Ends the wait of whoever runs the device's loop, because there is something to do.</summary>
    public interface IWakeSignal
    {
        /// <summary>Called from any thread; returns at once; may be called when nobody waits.</summary>
        void Wake();
    }
}
