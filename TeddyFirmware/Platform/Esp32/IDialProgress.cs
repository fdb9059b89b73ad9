namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Learns how far a connection has come.</summary>
    internal interface IDialProgress
    {
        /// <summary>The connection enters a phase; with several addresses it may go back to an earlier one.</summary>
        /// <param name="phase">The phase.</param>
        void OnPhase(HttpPhase phase);
    }
}
