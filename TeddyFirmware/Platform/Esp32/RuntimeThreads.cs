using System.IO;
using System.Threading;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The runtime's own threads: one for finalizers, one for events of the network.</summary>
    /// <remarks>
    /// It makes each when it is first needed, and for good, where the heap has room just then: in the middle (nf-interpreter, Execution.cpp,
    /// EnsureSystemThread; measured: of 48 KB 4 lay behind one of them).
    /// </remarks>
    internal static class RuntimeThreads
    {
        private const int DispatchMs = 20;

        /// <summary>Has them made before there is anything else on the heap that they would part.</summary>
        internal static void MakeReady()
        {
            // A stream has a finalizer, and this one is forgotten at once.
            new MemoryStream(new byte[0]);
            ConnectionGate.Tidy();
            Thread.Sleep(DispatchMs);
        }
    }
}
