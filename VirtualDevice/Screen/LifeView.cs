namespace VirtualDevice.Screen;

/// <summary>The device's life, line by line, from whatever thread a line comes.</summary>
/// <remarks>The columns are those of the core's log: seconds, level, area, text. Lines of the bench have no time.</remarks>
/// <param name="writer">Puts a line on the screen or into the file.</param>
internal sealed class LifeView(ILineWriter writer) : ILogSink
{
    private readonly Lock _gate = new();
    private volatile string? _lastProblem;
    private readonly TaskCompletionSource<string> _needsPerson = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The last warning or error; null where there was none.</summary>
    public string? LastProblem => _lastProblem;

    /// <summary>Ends with the first line that says that a person has to do something.</summary>
    public Task<string> NeedsPerson => _needsPerson.Task;

    /// <summary>A line of the device's log.</summary>
    public void Write(string line)
    {
        LogLine parts = LogLine.Parse(line);
        if (parts.Level is LogLine.Warning or LogLine.Error)
        {
            _lastProblem = $"{parts.Area}: {parts.Text}";
        }

        Put(parts);
        if (parts.Level == LogLine.Error)
        {
            _needsPerson.TrySetResult(_lastProblem!);
        }
    }

    /// <summary>A line of the bench around the device.</summary>
    public void Bench(string text) => Put(LogLine.Of(LogLine.Bench, text));

    /// <summary>A health snapshot: flat JSON, shown member by member.</summary>
    public void Status(string json) => Bench("status " + StatusLine.Of(json));

    /// <summary>Something the server side noticed.</summary>
    public void Server(string text) => Put(LogLine.Of(LogLine.Server, text));

    /// <summary>Something the server said to the device.</summary>
    public void Heard(string text) => Put(LogLine.Of(LogLine.Heard, PlainText.Of(text)));

    private void Put(LogLine line)
    {
        lock (_gate)
        {
            writer.Write(line);
        }
    }
}
