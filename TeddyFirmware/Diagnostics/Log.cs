using TeddyFirmware.Platform;

namespace TeddyFirmware.Diagnostics
{
    /// <summary>
    /// The one log line format: seconds since start, level, area, text, such as
    /// <c>   12.345 info  session  open after=210ms</c>.
    /// </summary>
    /// <remarks>
    /// Callers pass only what this project shows to people: states, statuses, durations, counts, class names, and ids
    /// through <see cref="Redact"/>. No text that came from the network or from a file is ever passed.
    /// </remarks>
    public sealed class Log
    {
        private readonly ILogSink _sink;
        private readonly IClock _clock;
        private readonly long _startMs;

        /// <summary>Initializes a new instance of the <see cref="Log"/> class.</summary>
        /// <param name="sink">Where lines go.</param>
        /// <param name="clock">For the time column.</param>
        public Log(ILogSink sink, IClock clock)
        {
            _sink = sink;
            _clock = clock;
            _startMs = clock.MonotonicMs;
        }

        /// <summary>Gets the time since the start, in milliseconds.</summary>
        public long ElapsedMs => _clock.MonotonicMs - _startMs;

        /// <summary>Writes a line about the normal life of the device.</summary>
        /// <param name="area">One of <see cref="LogArea"/>.</param>
        /// <param name="text">What happened.</param>
        public void Info(string area, string text) => Write(LogLevel.Info, area, text);

        /// <summary>Writes a line about a failure that the device deals with by itself.</summary>
        /// <param name="area">One of <see cref="LogArea"/>.</param>
        /// <param name="text">What happened.</param>
        public void Warning(string area, string text) => Write(LogLevel.Warning, area, text);

        /// <summary>Writes a line about something that a person has to mend.</summary>
        /// <param name="area">One of <see cref="LogArea"/>.</param>
        /// <param name="text">What happened, and the fix.</param>
        public void Error(string area, string text) => Write(LogLevel.Error, area, text);

        private void Write(LogLevel level, string area, string text)
        {
            long elapsedMs = ElapsedMs;
            string seconds = (elapsedMs / 1000).ToString() + "." + (elapsedMs % 1000).ToString("D3");
            string name = level == LogLevel.Info ? "info " : level == LogLevel.Warning ? "warn " : "error";
            _sink.Write(seconds.PadLeft(9) + " " + name + " " + area.PadRight(8) + " " + text);
        }
    }
}
