namespace TeddyFirmware.Tests.Support
{
    /// <summary>Counts TLS connections: never two at once, but for a refresh beside an open session (contract, section 5).</summary>
    public sealed class TlsMeter
    {
        private readonly FakePower _power;

        /// <summary>Initializes a new instance of the <see cref="TlsMeter"/> class.</summary>
        /// <param name="power">Tells whether a second connection fits beside an open session.</param>
        public TlsMeter(FakePower power) => _power = power;

        /// <summary>Gets or sets a value indicating whether an HTTPS exchange is on its way.</summary>
        public bool HasHttp { get; set; }

        /// <summary>Gets or sets a value indicating whether a session is being opened.</summary>
        public bool IsOpening { get; set; }

        /// <summary>Gets or sets a value indicating whether a session is open.</summary>
        public bool IsOpen { get; set; }

        /// <summary>Gets how often the rule was broken.</summary>
        public int Violations { get; private set; }

        /// <summary>An HTTPS exchange begins.</summary>
        public void BeginHttp()
        {
            Violations += HasHttp || IsOpening || (IsOpen && !_power.HasRoomForSecondTls) ? 1 : 0;
            HasHttp = true;
        }

        /// <summary>A session is being opened.</summary>
        public void BeginSession()
        {
            Violations += HasHttp || IsOpening || IsOpen ? 1 : 0;
            IsOpening = true;
        }
    }
}
