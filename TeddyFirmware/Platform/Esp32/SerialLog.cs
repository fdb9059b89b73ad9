using System;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The board's serial port, as far as the CLR gives access to it.</summary>
    /// <remarks>
    /// <c>Debug.WriteLine</c> is <c>[Conditional("DEBUG")]</c> and vanishes from a Release build; <c>Console.WriteLine</c>
    /// calls the same native function in both builds (CoreLibrary, System/Console.cs; facts page, section 9). It
    /// writes to the debug channel: plain text on the serial port, or a message to the debugger that is attached.
    /// </remarks>
    public sealed class SerialLog : ILogSink
    {
        /// <inheritdoc/>
        public void Write(string line) => Console.WriteLine(line);
    }
}
