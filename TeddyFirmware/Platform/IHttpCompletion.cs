namespace TeddyFirmware.Platform
{
    /// <summary>Takes the report that an exchange has ended.</summary>
    public interface IHttpCompletion
    {
        /// <summary>Called once for each exchange, from any thread; returns at once.</summary>
        /// <param name="exchange">The exchange, with its answer filled in.</param>
        void OnCompleted(HttpExchange exchange);
    }
}
