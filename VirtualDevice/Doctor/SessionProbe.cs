namespace VirtualDevice.Doctor;

/// <summary>An upgrade over the transport that the device itself uses, and what the server makes of it.</summary>
internal sealed class SessionProbe : IWebSocketListener
{
    private readonly TaskCompletionSource<SessionEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Tries it.</summary>
    /// <param name="context">Which server.</param>
    /// <param name="pathAndQuery">Where the upgrade goes.</param>
    /// <param name="settle">How long a session that was opened has to stay open to count; null waits as long as for any answer.</param>
    /// <param name="stop">Ends the whole run.</param>
    public static async Task<SessionEnd> RunAsync(DoctorContext context, string pathAndQuery, TimeSpan? settle, CancellationToken stop)
    {
        var transport = new WebSocketTransport(context.Link, context.Time, context.Order);
        var probe = new SessionProbe();
        string url = $"wss://{context.Target.Authority}{pathAndQuery}";
        transport.Open(url, Math.Max(1, (int)context.QuestionLimit.TotalMilliseconds), probe);
        try
        {
            return await Deadline.WithinAsync(context, deadline => probe.EndAsync(settle, deadline), stop);
        }
        catch (TimeoutException)
        {
            return probe._opened.Task.IsCompleted ? new SessionEnd(IsOpen: true) : new SessionEnd(IsOpen: false, Refusal: OpenFailure.TimedOut);
        }
        finally
        {
            transport.Abort();
        }
    }

    /// <inheritdoc />
    public void OnOpened() => _opened.TrySetResult();

    /// <inheritdoc />
    public void OnRefused(OpenFailure reason, int httpStatus, string? retryAfter, string? errorClass) =>
        _ended.TrySetResult(new SessionEnd(IsOpen: false, Refusal: reason, Status: httpStatus));

    /// <inheritdoc />
    public void OnClosed(int closeCode) => _ended.TrySetResult(new SessionEnd(IsOpen: false, CloseCode: closeCode));

    /// <inheritdoc />
    public bool OnText(byte[] message, int length) => true;

    /// <inheritdoc />
    public void OnPassedOver(int ignored, int tooLong)
    {
    }

    /// <inheritdoc />
    public void OnSent()
    {
    }

    /// <inheritdoc />
    public void OnAlive()
    {
    }

    private async Task<SessionEnd> EndAsync(TimeSpan? settle, CancellationToken deadline)
    {
        if (settle is { } time && await Task.WhenAny(_opened.Task, _ended.Task).WaitAsync(deadline) == _opened.Task)
        {
            await Task.WhenAny(_ended.Task, Task.Delay(time, deadline));
            return _ended.Task.IsCompleted ? await _ended.Task : new SessionEnd(IsOpen: true);
        }

        return await _ended.Task.WaitAsync(deadline);
    }
}
