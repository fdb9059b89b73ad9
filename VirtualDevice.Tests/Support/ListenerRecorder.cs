using System.Threading.Channels;

namespace VirtualDevice.Tests.Support;

/// <summary>Writes down what a WebSocket reports, as short texts in order.</summary>
internal sealed class ListenerRecorder : IWebSocketListener
{
    private readonly Channel<string> _reports = Channel.CreateUnbounded<string>();
    private readonly Channel<bool> _sent = Channel.CreateUnbounded<bool>();
    private int _alive;

    /// <summary>How often the peer showed a sign of life.</summary>
    public int Alive => _alive;

    /// <summary>How many texts are refused before one is taken.</summary>
    public int RefusalsLeft { get; set; }

    /// <summary>What was refused or taken in the last call.</summary>
    public byte[]? LastOffered { get; private set; }

    /// <summary>The next report that is neither a sign of life nor of a message sent.</summary>
    public Task<string> NextAsync() => _reports.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within();

    /// <summary>The next report of a message sent; apart, because its order among the others is not promised.</summary>
    public Task SentAsync() => _sent.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within();

    /// <summary>What has been reported and not been asked for yet.</summary>
    public int Waiting => _reports.Reader.Count;

    public void OnOpened() => Add("opened");

    public void OnRefused(OpenFailure reason, int httpStatus, string? retryAfter, string? errorClass) =>
        Add($"refused {reason} {httpStatus} {retryAfter ?? "-"}");

    public bool OnText(byte[] message, int length)
    {
        LastOffered = message;
        if (RefusalsLeft > 0)
        {
            RefusalsLeft--;
            return false;
        }

        Add("text " + Encoding.UTF8.GetString(message, 0, length));
        return true;
    }

    public void OnPassedOver(int ignored, int tooLong)
    {
        foreach (string report in Enumerable.Repeat("ignored", ignored).Concat(Enumerable.Repeat("too long", tooLong)))
        {
            Add(report);
        }
    }

    public void OnSent() => _sent.Writer.TryWrite(true);

    public void OnAlive() => Interlocked.Increment(ref _alive);

    public void OnClosed(int closeCode) => Add("closed " + closeCode);

    private void Add(string report) => _reports.Writer.TryWrite(report);
}
