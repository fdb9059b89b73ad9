using System.Threading;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>One thread for what may take long, made when there is work for the first time.</summary>
    public sealed class BackgroundWorker : IWorker
    {
        private readonly AutoResetEvent _isWanted = new AutoResetEvent(false);
        private IWork _work;
        private Thread _thread;

        /// <inheritdoc/>
        public void Start(IWork work)
        {
            _work = work;
            if (_thread == null)
            {
                Thread thread = new Thread(RunForEver);
                thread.Start();
                _thread = thread;
            }

            // Kept by the event while the run before is still at its last lines.
            _isWanted.Set();
        }

        private void RunForEver()
        {
            while (true)
            {
                _isWanted.WaitOne();
                _work.Run();
            }
        }
    }
}
