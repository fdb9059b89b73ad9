using System.IO;
using System.Threading;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The runtime's own thread for finalizers.</summary>
    /// <remarks>
    /// It is made when the first of them is due, and for good, where the heap has room just then (nf-interpreter, Execution.cpp,
    /// EnsureSystemThread): what is made after it, the thread for events of the network above all, lies below.
    /// </remarks>
    internal static class FinalizerThread
    {
        // The runtime makes it in its own turn.
        private const int TurnMs = 20;

        /// <summary>Has it made before there is anything else on the heap that it would part.</summary>
        internal static void MakeReady()
        {
            // A stream has a finalizer, and this one is forgotten at once.
            new MemoryStream(new byte[0]);
            ConnectionGate.Tidy();
            Thread.Sleep(TurnMs);
        }
    }
}
