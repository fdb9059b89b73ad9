using System;
using System.Device.Wifi;
using System.Net.NetworkInformation;
using System.Threading;
using nanoFramework.Networking;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Wi-Fi from the board's stored configuration, SNTP, and the MAC address.</summary>
    /// <remarks>
    /// <para>
    /// SSID and password are not the firmware's: <c>nanoff --networkdeployment</c> or SmartConfig writes them into the
    /// board's configuration, and with AutoConnect there the firmware joins at boot and again after each loss, by
    /// itself and without end (facts page, section 7). So this class mostly looks on. <c>WifiNetworkHelper</c> is not
    /// used: its default is to wait for ever.
    /// </para>
    /// <para>
    /// A target without Wi-Fi natives refuses to load this assembly at all, and says so on its port (facts page,
    /// section 0); a target with them and without an adapter has no link, and no exception leaves this class.
    /// </para>
    /// </remarks>
    public sealed class Esp32Network : INetwork
    {
        private const int MacBytes = 6;
        private const int LookAgainMs = 5000;
        private const int LookAtLinkMs = 300000;
        private const string NoAddress = "0.0.0.0";

        private readonly object _lock = new object();
        private readonly IClock _clock;
        private bool _hasBegun;
        private bool _hasLink;
        private bool _isLookDue = true;
        private bool _isJoining;
        private long _lookedAtMs;

        /// <summary>Initializes a new instance of the <see cref="Esp32Network"/> class.</summary>
        /// <param name="clock">For the time between two looks at the interface.</param>
        public Esp32Network(IClock clock)
        {
            _clock = clock;
        }

        /// <inheritdoc/>
        public bool IsUp
        {
            get
            {
                // An event may be lost, so without one there is a look now and then; it allocates, hence not each time. A lost link
                // that nobody tells of ends the session's heartbeat first.
                long nowMs = _clock.MonotonicMs;
                if (_isLookDue || nowMs - _lookedAtMs >= (_hasLink ? LookAtLinkMs : LookAgainMs))
                {
                    _isLookDue = false;
                    _lookedAtMs = nowMs;
                    _hasLink = HasAddress();
                }

                return _hasLink;
            }
        }

        /// <inheritdoc/>
        public void Begin()
        {
            if (!_hasBegun)
            {
                _hasBegun = true;

                // The runtime makes its thread for events with the first of them, for good, and where there is room just then.
                ConnectionGate.Tidy();
                NetworkChange.NetworkAddressChanged += OnAddressChanged;
                NetworkChange.NetworkAvailabilityChanged += OnAvailabilityChanged;
                StartSntp();
            }

            if (!IsUp)
            {
                StartJoin(false);
            }
        }

        /// <inheritdoc/>
        public void Renew() => StartJoin(true);

        /// <inheritdoc/>
        public byte[] GetMacAddress()
        {
            NetworkInterface station = FindStation();
            byte[] address = station == null ? null : station.PhysicalAddress;
            if (address == null || address.Length != MacBytes)
            {
                throw new InvalidOperationException();
            }

            return address;
        }

        /// <inheritdoc/>
        public string GetWifi()
        {
            try
            {
                Wireless80211Configuration stored = ReadConfiguration();
                return stored == null || stored.Ssid == null || stored.Ssid.Length == 0 ? null : stored.Ssid + "\n" + stored.Password;
            }
            catch (Exception)
            {
                return null;
            }
        }

        // The handlers run on the CLR's event thread: they note and return (facts page, section 7).
        private void OnAddressChanged(object sender, EventArgs e) => _isLookDue = true;

        private void OnAvailabilityChanged(object sender, NetworkAvailabilityEventArgs e) => _isLookDue = true;

        private static NetworkInterface FindStation()
        {
            // Station, access point, Ethernet: in this order (facts page, section 6.1).
            NetworkInterface[] interfaces = NetworkInterface.GetAllNetworkInterfaces();
            for (int i = 0; i < interfaces.Length; i++)
            {
                if (interfaces[i].NetworkInterfaceType == NetworkInterfaceType.Wireless80211)
                {
                    return interfaces[i];
                }
            }

            return null;
        }

        private static bool HasAddress()
        {
            try
            {
                NetworkInterface station = FindStation();
                return station != null && station.IPv4Address != NoAddress;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private static void StartSntp()
        {
            try
            {
                // The firmware starts it by itself when the first address comes (facts page, section 3.4).
                if (!Sntp.IsStarted)
                {
                    Sntp.Start();
                }
            }
            catch (Exception)
            {
                // Without SNTP the clock stays unset, which the device shows as waiting for the time.
            }
        }

        // Connect waits up to 20 s, though other threads run meanwhile: hence a thread of its own.
        private void StartJoin(bool isAnew)
        {
            lock (_lock)
            {
                if (_isJoining)
                {
                    return;
                }

                _isJoining = true;
            }

            try
            {
                new Thread(isAnew ? new ThreadStart(JoinAnew) : new ThreadStart(JoinUnlessAutomatic)).Start();
            }
            catch (Exception)
            {
                // Out of memory: or nobody would ever join again.
                _isJoining = false;
                throw;
            }
        }

        private void JoinAnew() => Join(true);

        private void JoinUnlessAutomatic() => Join(false);

        private void Join(bool isAnew)
        {
            try
            {
                Wireless80211Configuration stored = ReadConfiguration();
                bool isAutomatic = stored != null && (stored.Options & Wireless80211Configuration.ConfigurationOptions.AutoConnect)
                    == Wireless80211Configuration.ConfigurationOptions.AutoConnect;
                bool hasName = stored != null && stored.Ssid != null && stored.Ssid.Length > 0;
                if (hasName && (isAnew || !isAutomatic))
                {
                    // A null password is a NullReferenceException; an open network's is empty (facts page, section 7).
                    WifiAdapter adapter = WifiAdapter.FindAllAdapters()[0];
                    adapter.Disconnect();
                    adapter.Connect(stored.Ssid, WifiReconnectionKind.Automatic, stored.Password ?? string.Empty);
                }
            }
            catch (Exception)
            {
                // No adapter, or one that is busy: the link stays down, and whoever watches it asks again.
            }
            finally
            {
                _isLookDue = true;
                _isJoining = false;
            }
        }

        private static Wireless80211Configuration ReadConfiguration()
        {
            NetworkInterface station = FindStation();
            if (station == null)
            {
                return null;
            }

            Wireless80211Configuration[] all = Wireless80211Configuration.GetAllWireless80211Configurations();
            return station.SpecificConfigId < all.Length ? all[station.SpecificConfigId] : null;
        }
    }
}
