using System.Threading.Channels;

namespace VirtualDevice.Tests.Support;

/// <summary>What a <see cref="FaultProxy"/> does to the bytes of one direction. May be changed at any moment.</summary>
/// <param name="time">Where the time of delays comes from.</param>
internal sealed class LinkFaults(TimeProvider time)
{
    private readonly Channel<TimeSpan> _held = Channel.CreateUnbounded<TimeSpan>();
    private volatile TaskCompletionSource _flowing = Flowing();

    /// <summary>How long each piece is held.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>How many bytes pass in a second; 0 is no limit.</summary>
    public int BytesPerSecond { get; set; }

    /// <summary>Whether each byte goes out in a write of its own.</summary>
    public bool IsByteByByte { get; set; }

    /// <summary>The pieces that are being held, each with how long: a test lets that much time pass.</summary>
    public ChannelReader<TimeSpan> Held => _held.Reader;

    /// <summary>Lets nothing pass, not even the end of a stream, and says nothing about it: a half-open link.</summary>
    public void Stall() => _flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes every fault away; what was stalled goes on.</summary>
    public void Heal()
    {
        Delay = TimeSpan.Zero;
        BytesPerSecond = 0;
        IsByteByByte = false;
        _flowing.TrySetResult();
    }

    /// <summary>Ends when so many bytes, or the end of a stream, may pass.</summary>
    public async Task HoldAsync(int bytes, CancellationToken cancellationToken)
    {
        TimeSpan held = Delay + (BytesPerSecond > 0 ? TimeSpan.FromSeconds((double)bytes / BytesPerSecond) : TimeSpan.Zero);
        if (held > TimeSpan.Zero)
        {
            // The timer first: whoever is told may let the time pass at once.
            Task passed = Task.Delay(held, time, cancellationToken);
            _held.Writer.TryWrite(held);
            await passed;
        }

        await _flowing.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Writes bytes, in the pieces that were asked for.</summary>
    public async Task WriteAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        int piece = IsByteByByte ? 1 : bytes.Length;
        for (int at = 0; at < bytes.Length;)
        {
            at += await to.SendAsync(bytes.Slice(at, Math.Min(piece, bytes.Length - at)), cancellationToken);
        }
    }

    private static TaskCompletionSource Flowing()
    {
        var flowing = new TaskCompletionSource();
        flowing.SetResult();
        return flowing;
    }
}
