using System;
using System.Threading;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>One thread for what may take long, for as long as the board runs.</summary>
    /// <remarks>
    /// Not one for each work: nothing moves a thread or its stack frames, so each new one would cut the free memory in two wherever it
    /// happened to be made (nf-interpreter, GarbageCollector_Compaction.cpp).
    /// </remarks>
    public sealed class BackgroundWorker : IWorker
    {
        private const int CalmMs = 50;

        private readonly int _restMs;
        private readonly object _gate = new object();
        private readonly AutoResetEvent _isWanted = new AutoResetEvent(false);
        private IWork _work;
        private bool _isReady;

        /// <summary>Initializes a new instance of the <see cref="BackgroundWorker"/> class.</summary>
        /// <param name="restMs">How long it rests before each work, in milliseconds, so that whoever started it is back from its calls.</param>
        public BackgroundWorker(int restMs)
        {
            _restMs = restMs;
        }

        /// <summary>Makes the thread, where there is none.</summary>
        public void MakeReady()
        {
            if (!_isReady)
            {
                new Thread(RunForEver).Start();
                _isReady = true;
            }
        }

        /// <inheritdoc/>
        /// <remarks>Here also during a run: then it comes after it, and the one that was started last.</remarks>
        public void Start(IWork work)
        {
            MakeReady();
            lock (_gate)
            {
                _work = work;
            }

            // Kept by the event while the run before is still at its last lines.
            _isWanted.Set();
        }

        private void RunForEver()
        {
            while (true)
            {
                // The long wait begins when the other threads are back from what they did meanwhile: its frame then lies where
                // theirs were, and not below.
                if (!_isWanted.WaitOne(CalmMs, false))
                {
                    _isWanted.WaitOne(Timeout.Infinite, false);
                }

                if (_restMs > 0)
                {
                    // What a session holds long begins with the free memory in one piece: its frames then lie at the end of it.
                    Thread.Sleep(_restMs);
                    ConnectionGate.Tidy();
                }

                try
                {
                    Take()?.Run();
                }
                catch (Exception)
                {
                    // Memory that has run out while the work told its end: it is missed by its deadline, and the thread is there for the next.
                }
            }
        }

        // Not into a variable: that would hold the work until the next.
        private IWork Take()
        {
            lock (_gate)
            {
                IWork work = _work;
                _work = null;
                return work;
            }
        }
    }
}
