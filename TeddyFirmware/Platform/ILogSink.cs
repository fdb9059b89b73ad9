namespace TeddyFirmware.Platform
{
    /// <summary>Takes finished log lines: the serial port on the board, the console on the PC.</summary>
    public interface ILogSink
    {
        /// <summary>Writes one line.</summary>
        /// <param name="line">The line, redacted, without a line end.</param>
        void Write(string line);
    }
}
