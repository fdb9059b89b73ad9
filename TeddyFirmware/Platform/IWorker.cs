namespace TeddyFirmware.Platform
{
    /// <summary>Does work beside the device's thread, so that nothing slow holds up a heartbeat.</summary>
    public interface IWorker
    {
        /// <summary>Has the work done on another thread, as soon as that is free. Returns at once.</summary>
        /// <param name="work">The work; the same object at each call, and not again before its last run has come to its end.</param>
        void Start(IWork work);
    }
}
