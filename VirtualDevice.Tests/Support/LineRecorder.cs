namespace VirtualDevice.Tests.Support;

/// <summary>Keeps log lines, and lets a test wait for one.</summary>
internal sealed class LineRecorder : ILogSink
{
    private readonly object _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _changed = New();

    public string All
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public void Write(string line)
    {
        lock (_gate)
        {
            _lines.Add(line);
            _changed.SetResult();
            _changed = New();
        }
    }

    /// <summary>A line.</summary>
    public string Line(int index)
    {
        lock (_gate)
        {
            return _lines[index];
        }
    }

    /// <summary>Whether a line at an index or behind it holds a text.</summary>
    public bool Has(string text, int from)
    {
        lock (_gate)
        {
            return Find(text, from) >= 0;
        }
    }

    /// <summary>The first line that holds a text; it fails with all lines where none comes.</summary>
    public async Task<string> WaitForAsync(string text) => Line(await IndexAsync(text, 0));

    /// <summary>The index of the first line, at an index or behind it, that holds a text.</summary>
    public async Task<int> IndexAsync(string text, int from)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Soon.Wait);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                int found = Find(text, from);
                if (found >= 0)
                {
                    return found;
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"No line with \"{text}\" from line {from} on in:\n{All}");
            }
        }
    }

    private int Find(string text, int from) => _lines.FindIndex(from, line => line.Contains(text, StringComparison.Ordinal));

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
