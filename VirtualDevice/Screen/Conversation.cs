using System.Text;
using System.Text.Json;
using TeddyFirmware.Session;

namespace VirtualDevice.Screen;

/// <summary>Follows what is said: shows answers, and knows when the first echo came and whether every line has its own.</summary>
/// <param name="view">Where answers are shown.</param>
internal sealed class Conversation(LifeView view) : IDeviceObserver
{
    private readonly Lock _gate = new();
    private readonly Queue<string> _unanswered = new();
    private readonly TaskCompletionSource _firstEcho = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _allAnswered = AlreadyDone();
    private int _roundTripMs = -1;
    private volatile bool _isOnline;

    /// <summary>Ends with the first echo.</summary>
    public Task FirstEcho => _firstEcho.Task;

    /// <summary>Ends when every line sent so far has its echo.</summary>
    public Task AllAnswered
    {
        get
        {
            lock (_gate)
            {
                return _allAnswered.Task;
            }
        }
    }

    /// <summary>True while the session is open: what is queued goes out at once.</summary>
    public bool IsOnline => _isOnline;

    /// <summary>Notes a line before it is handed to the device, so that its echo cannot come first.</summary>
    public void OnSending(string text)
    {
        lock (_gate)
        {
            _unanswered.Enqueue(text);
            if (_allAnswered.Task.IsCompleted)
            {
                _allAnswered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <inheritdoc />
    public void OnTransition(DeviceState from, DeviceState to) => _isOnline = to is DeviceState.Online or DeviceState.OnlineRefreshing;

    /// <inheritdoc />
    public void OnEcho(int length, int roundTripMs)
    {
        // The message itself follows on the same thread.
        _roundTripMs = roundTripMs;
        _firstEcho.TrySetResult();
    }

    /// <inheritdoc />
    public void OnStatus(string status) => view.Status(status);

    /// <inheritdoc />
    public void OnMessage(byte[] message, int length)
    {
        string text = Encoding.UTF8.GetString(message, 0, length);
        int roundTripMs = _roundTripMs;
        _roundTripMs = -1;
        if (IsAnswer(text))
        {
            // The core measures only so many texts at a time: with a flood of lines some have no round trip.
            _firstEcho.TrySetResult();
            view.Heard(roundTripMs < 0 ? text : $"{text}   {roundTripMs} ms");
        }
        else if (roundTripMs < 0)
        {
            view.Heard(ProcessedLine(text) ?? text);
        }
    }

    /// <summary>Takes back a line that the device did not take.</summary>
    public void OnRefused()
    {
        lock (_gate)
        {
            // Lines are handed over one at a time, so it is the last one.
            string[] others = [.. _unanswered.SkipLast(1)];
            _unanswered.Clear();
            Array.ForEach(others, _unanswered.Enqueue);
            CheckAllAnswered();
        }
    }

    // Answers come in order, so lines before the one that is answered were lost with a session. The device's own hello
    // has an echo too, of which its log tells enough.
    private bool IsAnswer(string text)
    {
        lock (_gate)
        {
            if (!text.StartsWith(EchoTracker.Prefix, StringComparison.Ordinal) || !_unanswered.Contains(text[EchoTracker.Prefix.Length..]))
            {
                return false;
            }

            while (EchoTracker.Prefix + _unanswered.Dequeue() != text)
            {
            }

            CheckAllAnswered();
            return true;
        }
    }

    private void CheckAllAnswered()
    {
        if (_unanswered.Count == 0)
        {
            _allAnswered.TrySetResult();
        }
    }

    private static string? ProcessedLine(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("type", out JsonElement type) && type.ValueEquals("processed")
                && json.RootElement.TryGetProperty("seq", out JsonElement number)
                && json.RootElement.TryGetProperty("length", out JsonElement length)
                ? $"processed, number {number.GetRawText()}, {length.GetRawText()} bytes"
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static TaskCompletionSource AlreadyDone()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
