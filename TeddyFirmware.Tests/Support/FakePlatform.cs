using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>A machine made of fakes.</summary>
    public sealed class FakePlatform : IPlatform
    {
        /// <summary>Initializes a new instance of the <see cref="FakePlatform"/> class: the machine after a restart.</summary>
        /// <param name="flash">What survived; null for nothing.</param>
        /// <param name="random">The generator; null for any.</param>
        public FakePlatform(MemoryFlash flash = null, IRandom random = null)
        {
            FakeFlash = flash ?? new MemoryFlash();
            Random = random ?? new ScriptedRandom(1);
            Tls = new TlsMeter(FakePower);
            FakeHttp = new FakeHttp(FakeClock, Tls, Lines);
            FakeSocket = new FakeWebSocket(FakeClock, Tls);
        }

        /// <summary>Gets the clock.</summary>
        public FakeClock FakeClock { get; } = new FakeClock();

        /// <summary>Gets the flash.</summary>
        public MemoryFlash FakeFlash { get; }

        /// <summary>Gets the link.</summary>
        public FakeNetwork FakeNetwork { get; } = new FakeNetwork();

        /// <summary>Gets the HTTP server.</summary>
        public FakeHttp FakeHttp { get; }

        /// <summary>Gets the session server.</summary>
        public FakeWebSocket FakeSocket { get; }

        /// <summary>Gets power and memory.</summary>
        public FakePower FakePower { get; } = new FakePower();

        /// <summary>Gets the thread for what may take long.</summary>
        public FakeWorker FakeWorker { get; } = new FakeWorker();

        /// <summary>Gets the log.</summary>
        public CapturedLog Lines { get; } = new CapturedLog();

        /// <summary>Gets the count of connections.</summary>
        public TlsMeter Tls { get; }

        /// <inheritdoc/>
        public IClock Clock => FakeClock;

        /// <inheritdoc/>
        public IRandom Random { get; }

        /// <inheritdoc/>
        public ICryptography Cryptography { get; } = new SoftwareCryptography();

        /// <inheritdoc/>
        public IFlash Flash => FakeFlash;

        /// <inheritdoc/>
        public INetwork Network => FakeNetwork;

        /// <inheritdoc/>
        public IHttpTransport Http => FakeHttp;

        /// <inheritdoc/>
        public IWebSocketTransport WebSocket => FakeSocket;

        /// <inheritdoc/>
        public IWorker Worker => FakeWorker;

        /// <inheritdoc/>
        public IPower Power => FakePower;

        /// <inheritdoc/>
        public ILogSink Log => Lines;

        /// <summary>Makes a log for a part that is tested alone.</summary>
        /// <returns>A log into <see cref="Lines"/>.</returns>
        public Log NewLog() => new Log(Lines, FakeClock);
    }
}
