namespace VirtualDevice.Platform;

/// <summary>The way to a connection's listener, which can be shut for good.</summary>
/// <remarks>
/// Reports are made under a lock, so that none is under way any more when <see cref="Shut"/> returns. A listener returns
/// at once, and it may shut the gate itself.
/// </remarks>
internal sealed class ListenerGate(IWebSocketListener listener)
{
    private readonly Lock _gate = new();
    private IWebSocketListener? _listener = listener;

    /// <summary>Makes a report, unless the gate is shut.</summary>
    public void Report(Action<IWebSocketListener> report)
    {
        lock (_gate)
        {
            if (_listener is not null)
            {
                report(_listener);
            }
        }
    }

    /// <summary>Makes the last report.</summary>
    public void ReportLast(Action<IWebSocketListener> report)
    {
        lock (_gate)
        {
            Report(report);
            Shut();
        }
    }

    /// <summary>Offers a text; where nobody listens any more, it counts as taken.</summary>
    public bool TakesText(byte[] message)
    {
        lock (_gate)
        {
            return _listener is null || _listener.OnText(message, message.Length);
        }
    }

    /// <summary>Lets nothing through from now on.</summary>
    public void Shut()
    {
        lock (_gate)
        {
            _listener = null;
        }
    }
}
