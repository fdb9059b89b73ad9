using System;
using TeddyFirmware.Claiming;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Resilience;
using TeddyFirmware.Session;
using TeddyFirmware.Storage;
using TeddyFirmware.Tokens;
using TeddyFirmware.Wire;

namespace TeddyFirmware
{
    /// <summary>
    /// The device: the only owner of the state, which moves by <see cref="DeviceTable"/> alone.
    /// </summary>
    /// <remarks>
    /// It never sleeps and never waits: whoever runs it calls <see cref="Step"/>, waits as long as that says or until
    /// woken, and calls it again. <see cref="Send(string)"/> and <see cref="RequestStop"/> may be called from any thread,
    /// everything else from the one that runs it.
    /// </remarks>
    public sealed partial class Device
    {
        /// <summary>The longest wait that <see cref="Step"/> tells, in milliseconds.</summary>
        public const int MaxWaitMs = 60000;

        private readonly IPlatform _platform;
        private readonly IWakeSignal _wake;
        private readonly IDeviceObserver _observer;
        private readonly DeviceOptions _options;
        private readonly Log _log;
        private readonly RandomNumbers _random;
        private readonly SendQueue _queue = new SendQueue();
        private readonly Inbox _inbox;
        private readonly InboxItem _item = new InboxItem();
        private readonly HttpCall _call;
        private readonly Countdown _timer = new Countdown();
        private DeviceSettings _settings;
        private TokenKeeper _tokens;
        private Claimer _claimer;
        private Refresher _refresher;
        private SessionLink _session;
        private long _decidedWaitMs;
        private bool _isStarted;
        private bool _isEchoLogged;

        /// <summary>Initializes a new instance of the <see cref="Device"/> class. Nothing is read or started yet.</summary>
        /// <param name="platform">The machine.</param>
        /// <param name="wake">Ends the wait of whoever runs the device.</param>
        /// <param name="observer">Looks on; may be null.</param>
        /// <param name="options">Timings; null for the contract's.</param>
        public Device(IPlatform platform, IWakeSignal wake, IDeviceObserver observer, DeviceOptions options)
        {
            _platform = platform;
            _wake = wake;
            _observer = observer;
            _options = options ?? new DeviceOptions();
            _log = new Log(platform.Log, platform.Clock);
            _random = new RandomNumbers(platform.Random);
            _inbox = new Inbox(wake);
            _call = new HttpCall(platform.Http, _inbox, platform.Clock, _options);
            _supervisor = new Supervisor(_random);
            Messages = new MessageRouter(platform.Worker, _log);
            Messages.Register(StatusText.RequestType, new StatusRequestHandler(_inbox));
        }

        /// <summary>Gets the state.</summary>
        public DeviceState State { get; private set; }

        /// <summary>Gets a value indicating whether the device has stopped for good.</summary>
        public bool IsStopped => State == DeviceState.Stopped;

        /// <summary>Gets how many events came that the table does not allow in their state: faults in the firmware.</summary>
        public int IllegalEventCount { get; private set; }

        /// <summary>Gets the place to register handlers for the server's messages, before the first <see cref="Step"/>.</summary>
        public MessageRouter Messages { get; }

        /// <summary>Does everything that is due.</summary>
        /// <returns>How long there is nothing to do, in milliseconds, 0 to <see cref="MaxWaitMs"/>.</returns>
        /// <exception cref="OutOfMemoryException">Memory runs out again and again, or before there are settings: only a restart helps.</exception>
        public int Step()
        {
            try
            {
                DoWhatIsDue();
            }
            catch (OutOfMemoryException failure)
            {
                EndByMemory(failure);
            }

            if (_memory.IsLasting)
            {
                throw new OutOfMemoryException();
            }

            return NextWaitMs();
        }

        /// <summary>Queues a text for the server; it goes out once or, where its session ends meanwhile, not at all.</summary>
        /// <param name="text">The text, 1–8,192 bytes of UTF-8.</param>
        /// <returns>What became of it.</returns>
        public SendResult Send(string text) => Send(text, SendMode.AtMostOnce);

        /// <summary>Queues a text for the server.</summary>
        /// <param name="text">The text, 1–8,192 bytes of UTF-8.</param>
        /// <param name="mode">What becomes of it if its session ends while it is being sent.</param>
        /// <returns>What became of it.</returns>
        public SendResult Send(string text, SendMode mode)
        {
            SendResult result = _queue.Add(text, mode);
            _wake.Wake();
            return result;
        }

        /// <summary>Queues a text for the server without a copy: of a long one a board has no room for two.</summary>
        /// <param name="utf8">The text, 1–8,186 bytes of UTF-8; not changed any more by anybody.</param>
        /// <param name="mode">What becomes of it if its session ends while it is being sent.</param>
        /// <returns>What became of it.</returns>
        public SendResult Send(byte[] utf8, SendMode mode)
        {
            if (!Utf8.IsValid(utf8, 0, utf8.Length))
            {
                // The server would end the session with 1007 (RFC 6455, 8.1).
                throw new ArgumentException("utf8");
            }

            SendResult result = _queue.Add(utf8, mode);
            _wake.Wake();
            return result;
        }

        /// <summary>Asks the device to close its session and to stop.</summary>
        public void RequestStop() => _inbox.PostStop();

        private void DoWhatIsDue()
        {
            if (!_isStarted)
            {
                _isStarted = true;
                _log.Info(LogArea.Boot, "start firmware=" + _options.FirmwareVersion);
                if (_options.CrashCount > 0)
                {
                    _log.Warning(LogArea.Boot, "restarted after a crash class=" + _options.CrashClass + " count=" + _options.CrashCount.ToString());
                }

                Raise(DeviceEvent.Started);
            }

            DrainInbox();
            LookAtNetwork();
            SendStatus();
            RunTimers();
            Supervise();
        }

        private void LookAtNetwork()
        {
            if (State == DeviceState.Offline)
            {
                if (_platform.Network.IsUp && _platform.Clock.IsUtcSet)
                {
                    _log.Info(LogArea.Network, "link up, time set");
                    Raise(DeviceEvent.NetworkReady);
                }
            }
            else if (NeedsNetwork && !_platform.Network.IsUp)
            {
                _log.Warning(LogArea.Network, "link lost");
                Raise(DeviceEvent.NetworkLost);
            }
        }

        private void RunTimers()
        {
            if (_timer.IsDue(_platform.Clock.MonotonicMs))
            {
                _timer.Stop();
                Raise(DeviceEvent.TimerDue);
            }

            if (_call.EndIfStuck())
            {
                Raise(DeviceEvent.ExchangeEnded);
            }

            if (_session != null && _session.IsActive && !_session.Tick())
            {
                _item.Content = new Refusal(OpenFailure.TimedOut, null, null);
                _item.Number = State == DeviceState.Connecting ? 0 : CloseCode.Abnormal;
                Raise(State == DeviceState.Connecting ? DeviceEvent.SessionRefused : DeviceEvent.SessionClosed);
                _item.Clear();
            }

            if (State == DeviceState.Online && _tokens.RefreshInMs == 0)
            {
                RefreshBesideSession();
            }
        }

        // Two TLS connections at once is what the contract forbids and what a refresh beside a live session needs: it
        // is done only where the machine has the memory for it (contract, sections 3 and 5). Nor is it done when the day's
        // writes are used up: a refresh token that comes with it would have to be stored, and an open session needs none.
        private void RefreshBesideSession()
        {
            if (_platform.Power.HasRoomForSecondTls && _tokens.IsStorable)
            {
                Raise(DeviceEvent.RefreshNow);
            }
            else
            {
                _tokens.OweRefresh();
            }
        }

        private void Raise(DeviceEvent occurred)
        {
            while (occurred != DeviceEvent.None)
            {
                int row = DeviceTable.Find(State, occurred);
                if (row < 0)
                {
                    IllegalEventCount++;
                    _log.Error(LogArea.Device, "illegal event=" + ((int)occurred).ToString() + " state=" + ((int)State).ToString());
                    return;
                }

                DeviceState before = State;
                State = DeviceTable.NextState(row);

                // The timer belongs to the state that started it.
                if (State != before)
                {
                    _timer.Stop();
                }

                occurred = Run(DeviceTable.Action(row));
                _observer?.OnTransition(before, State);
            }
        }
    }
}
