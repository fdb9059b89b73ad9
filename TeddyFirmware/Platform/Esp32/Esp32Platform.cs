using TeddyFirmware.Dialing;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The ESP32: all adapters, wired to each other.</summary>
    public sealed class Esp32Platform : IPlatform
    {
        private readonly WebSocketTransport _webSocket;

        /// <summary>Initializes a new instance of the <see cref="Esp32Platform"/> class. Nothing is started or read.</summary>
        public Esp32Platform()
        {
            Clock = new Esp32Clock();
            Random = new Esp32Random();
            Cryptography = new Esp32Cryptography();
            LittlefsFlash flash = new LittlefsFlash();
            Flash = flash;
            Network = new Esp32Network(Clock);
            Worker = new BackgroundWorker(0);
            Power = new Esp32Power();
            Log = new SerialLog();
            ServerLink server = new ServerLink
            {
                Clock = Clock,
                Random = Random,
                Roots = new CaBundle(flash),
                Gate = new ConnectionGate(Clock),
                Addresses = new AddressOrder(),
            };
            Http = new HttpsTransport(server);
            _webSocket = new WebSocketTransport(server);
        }

        /// <inheritdoc/>
        public IClock Clock { get; }

        /// <inheritdoc/>
        public IRandom Random { get; }

        /// <inheritdoc/>
        public ICryptography Cryptography { get; }

        /// <inheritdoc/>
        public IFlash Flash { get; }

        /// <inheritdoc/>
        public INetwork Network { get; }

        /// <inheritdoc/>
        public IHttpTransport Http { get; }

        /// <inheritdoc/>
        public IWebSocketTransport WebSocket => _webSocket;

        /// <inheritdoc/>
        public IWorker Worker { get; }

        /// <inheritdoc/>
        public IPower Power { get; }

        /// <inheritdoc/>
        public ILogSink Log { get; }

        /// <summary>Makes the threads that a session needs, for good: the first thing that a program does.</summary>
        public void MakeReady()
        {
            _webSocket.MakeReady();
            FinalizerThread.MakeReady();
        }
    }
}
