using TeddyFirmware.Platform;
using VirtualDevice.Platform;

namespace VirtualDevice.Doctor;

/// <summary>An upgrade without a token, over the transport that the device itself uses, and how the server gets rid of it.</summary>
internal sealed class SessionProbe : IWebSocketListener
{
    private readonly TaskCompletionSource<SessionEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isOpen;

    /// <summary>Tries it.</summary>
    public static async Task<SessionEnd> RunAsync(DoctorContext context, string path, CancellationToken stop)
    {
        var transport = new WebSocketTransport(context.Link, context.Time);
        var probe = new SessionProbe();
        string url = $"wss://{context.Target.Authority}{path}";
        transport.Open(url, (int)context.StepDeadline.TotalMilliseconds, probe);
        try
        {
            return await Deadline.WithinAsync(context, deadline => probe._ended.Task.WaitAsync(deadline), stop);
        }
        catch (TimeoutException)
        {
            return probe._isOpen ? new SessionEnd(IsOpen: true) : new SessionEnd(IsOpen: false, Refusal: OpenFailure.TimedOut);
        }
        finally
        {
            transport.Abort();
        }
    }

    /// <inheritdoc />
    public void OnOpened() => _isOpen = true;

    /// <inheritdoc />
    public void OnRefused(OpenFailure reason, int httpStatus, string? retryAfter, string? errorClass) =>
        _ended.TrySetResult(new SessionEnd(IsOpen: false, Refusal: reason, Status: httpStatus));

    /// <inheritdoc />
    public void OnClosed(int closeCode) => _ended.TrySetResult(new SessionEnd(IsOpen: false, CloseCode: closeCode));

    /// <inheritdoc />
    public bool OnText(byte[] message, int length) => true;

    /// <inheritdoc />
    public void OnIgnored()
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
}
