namespace ServerStub.Sessions;

/// <summary>
/// Notices a peer that sends nothing for longer than a ping and its answer take, a pong included (RFC 6455, 5.5.3). .NET
/// pings, but ends an unanswered connection without a word; the deployed server closes with 1011 first (contract section 4).
/// </summary>
internal sealed class SilenceWatch : IDisposable
{
    private readonly UpgradedStream _stream;
    private readonly long _limitMs;
    private readonly Action _onSilence;
    private readonly Timer _timer;

    /// <param name="stream">What the peer sends comes through here.</param>
    /// <param name="limit">How long the peer may be silent.</param>
    /// <param name="onSilence">Called once, on a thread of the pool; must not throw.</param>
    public SilenceWatch(UpgradedStream stream, TimeSpan limit, Action onSilence)
    {
        (_stream, _limitMs, _onSilence) = (stream, (long)limit.TotalMilliseconds, onSilence);
        _timer = new Timer(static watch => ((SilenceWatch)watch!).Look(), this, Timeout.Infinite, Timeout.Infinite);
        _timer.Change(_limitMs, Timeout.Infinite);
    }

    public void Dispose() => _timer.Dispose();

    // The timer runs on while texts and pongs come: a read only notes the time.
    private void Look()
    {
        long leftMs = _limitMs - _stream.SilentForMs;
        if (leftMs <= 0)
        {
            _onSilence();
            return;
        }

        try
        {
            _timer.Change(leftMs, Timeout.Infinite);
        }
        catch (ObjectDisposedException)
        {
            // The session ended in the same moment.
        }
    }
}
