namespace TeddyFirmware.Platform
{
    /// <summary>
    /// Everything the core needs from the machine it runs on: one implementation for the ESP32, one for the PC, and
    /// one made of fakes for the unit tests.
    /// </summary>
    /// <remarks>
    /// No member blocks for longer than a flash write. What takes longer (HTTP, WebSocket, network) is started by one
    /// call and reports through a listener, from any thread; the device drains those reports on its own thread.
    /// </remarks>
    public interface IPlatform
    {
        /// <summary>Gets the monotonic and the wall clock.</summary>
        IClock Clock { get; }

        /// <summary>Gets the random generator.</summary>
        IRandom Random { get; }

        /// <summary>Gets the native HMAC-SHA256 and AES-128.</summary>
        ICryptography Cryptography { get; }

        /// <summary>Gets the files that survive a power cut.</summary>
        IFlash Flash { get; }

        /// <summary>Gets the network link.</summary>
        INetwork Network { get; }

        /// <summary>Gets the transport of single HTTPS requests.</summary>
        IHttpTransport Http { get; }

        /// <summary>Gets the transport of the session.</summary>
        IWebSocketTransport WebSocket { get; }

        /// <summary>Gets the thread for what may take long.</summary>
        IWorker Worker { get; }

        /// <summary>Gets reboot and free memory.</summary>
        IPower Power { get; }

        /// <summary>Gets the place where log lines go.</summary>
        ILogSink Log { get; }
    }
}
