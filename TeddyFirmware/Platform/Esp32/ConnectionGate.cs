using System.Threading;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Keeps a new connection away from one that is being opened, and from the remains of the last one.</summary>
    /// <remarks>
    /// The runtime closes a TLS socket's descriptor number twice, the second time perhaps from a finalizer, when the
    /// number may belong to the next connection (facts page, sections 3.6 and 16.3). So after each connection: collect,
    /// let the finalizers run, and wait a second before the next socket is opened. Only worker threads wait here.
    /// </remarks>
    public sealed class ConnectionGate
    {
        /// <summary>The time between the end of one connection and the start of the next, in milliseconds.</summary>
        public const int PauseMs = 1000;

        private const int PollMs = 50;

        private readonly object _gate = new object();
        private readonly IClock _clock;
        private int _holders;
        private long _readyAtMs;

        /// <summary>Initializes a new instance of the <see cref="ConnectionGate"/> class.</summary>
        /// <param name="clock">For the pause.</param>
        public ConnectionGate(IClock clock)
        {
            _clock = clock;
        }

        /// <summary>Waits until no other connection is being opened or closed and the pause is over, then holds the gate.</summary>
        /// <param name="untilMs">When to give up, on the monotonic clock.</param>
        /// <returns>False where the time has passed: the gate is not held.</returns>
        public bool Enter(long untilMs)
        {
            while (true)
            {
                long nowMs = _clock.MonotonicMs;
                lock (_gate)
                {
                    if (_holders == 0 && nowMs >= _readyAtMs)
                    {
                        _holders++;
                        return true;
                    }
                }

                if (nowMs >= untilMs)
                {
                    return false;
                }

                Thread.Sleep(PollMs);
            }
        }

        /// <summary>Holds the gate because an open connection begins to end. Does not wait.</summary>
        public void Hold()
        {
            lock (_gate)
            {
                _holders++;
            }
        }

        /// <summary>Lets go of the gate because the connection is open and well.</summary>
        public void LeaveOpen()
        {
            lock (_gate)
            {
                _holders--;
            }
        }

        /// <summary>Collects what is forgotten, finalizers included, and moves the rest together, so that the free memory is one block.</summary>
        public static void Tidy() => nanoFramework.Runtime.Native.GC.Run(true);

        /// <summary>Lets go of the gate after the connection's objects were disposed of and forgotten.</summary>
        public void LeaveClosed()
        {
            Tidy();
            lock (_gate)
            {
                _holders--;
                _readyAtMs = _clock.MonotonicMs + PauseMs;
            }
        }
    }
}
