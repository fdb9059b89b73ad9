using System;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Resilience;

namespace TeddyFirmware
{
    /// <content>Memory that runs out: a fault like any other, which ends what it hit, and is counted and told.</content>
    public sealed partial class Device
    {
        private readonly MemoryFaults _memory = new MemoryFaults();

        // Thrown on this thread: what is on its way ends as if the link were lost, which lets go of its memory, and is tried
        // again after its backoff. Before there are settings nothing can end: whoever runs the device restarts it.
        private void EndByMemory(OutOfMemoryException failure)
        {
            if (State <= DeviceState.Unprovisioned)
            {
                throw failure;
            }

            DeviceState where = State;
            if (NeedsNetwork)
            {
                Raise(DeviceEvent.NetworkLost);
            }

            NoteMemory("state-" + ((int)where).ToString());
        }

        // Reported by an adapter, which has ended its exchange or session.
        private void LookForMemory(string errorClass, string where)
        {
            if (errorClass == MemoryFaults.ClassName)
            {
                NoteMemory(where);
            }
        }

        private void NoteMemory(string where)
        {
            _memory.Note(_platform.Clock.MonotonicMs);
            try
            {
                _log.Error(
                    LogArea.Device,
                    "out of memory in=" + where + " times=" + _memory.Count.ToString() + " free_bytes=" + _platform.Power.FreeMemoryBytes.ToString()
                    + (_memory.IsLasting ? " it comes back: restarting" : string.Empty));
            }
            catch (OutOfMemoryException)
            {
                // Then the counter tells it.
            }
        }
    }
}
