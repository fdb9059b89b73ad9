using Microsoft.Extensions.Logging;

namespace VirtualDevice.Tests.Support;

/// <summary>Everything that a stub logs, at every level.</summary>
internal sealed class LogRecorder : ILoggerProvider, ILogger
{
    private readonly LineRecorder _lines = new();

    public string All => _lines.All;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Write(formatter(state, exception) + exception);

    public void Dispose()
    {
    }
}
