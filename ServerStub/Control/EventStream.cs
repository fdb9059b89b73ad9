using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ServerStub.Control;

/// <summary>Events as server-sent events: a greeting, what was missed, what happens, and a beat where nothing does.</summary>
internal sealed class EventStream(StubEvents events, StubRun run, StubOptions options)
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(15);

    /// <summary>Reads until the reader leaves or the stub ends.</summary>
    /// <param name="resume">Last-Event-ID: the run, a hyphen, and the number.</param>
    /// <param name="after">The number alone, of this run; used where there is no <paramref name="resume"/>.</param>
    /// <param name="handle">Only this device, and what concerns none; null is all.</param>
    /// <param name="stopping">The stub ends.</param>
    /// <param name="aborted">The reader has left.</param>
    public async IAsyncEnumerable<SseItem<object>> ReadAsync(
        string? resume, long? after, string? handle, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        IReadOnlyList<StubEvent> kept = events.Recent;
        (long last, bool isOtherRun) = Resume(resume, after);
        long first = EventRoutes.FirstOf(kept);
        yield return new SseItem<object>(new HelloView(run.Id, first, events.Last, isOtherRun || last + 1 < first), "hello");

        await using IAsyncEnumerator<StubEvent?> reader = WithBeats(last, stopping, aborted).GetAsyncEnumerator(aborted);
        while (await NextAsync(reader))
        {
            if (reader.Current is not { } next)
            {
                yield return new SseItem<object>(new BeatView(options.Clock.GetUtcNow()), "beat");
            }
            else if (handle is null || next.Handle is null || next.Handle == handle)
            {
                yield return new SseItem<object>(EventView.Of(next)) { EventId = $"{run.Id}-{next.Number}" };
            }
        }
    }

    // That the reader leaves is the end of the stream, and no failure.
    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<StubEvent?> reader)
    {
        try
        {
            return await reader.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<StubEvent?> WithBeats(
        long after, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        var merged = Channel.CreateBounded<StubEvent?>(
            new BoundedChannelOptions(StubEvents.Capacity) { FullMode = BoundedChannelFullMode.DropOldest });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        Task copying = CopyAsync(after, merged.Writer, end.Token);
        Task beating = BeatAsync(merged.Writer, end.Token);
        try
        {
            await foreach (StubEvent? next in merged.Reader.ReadAllAsync(aborted))
            {
                yield return next;
            }
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(copying, beating).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CopyAsync(long after, ChannelWriter<StubEvent?> writer, CancellationToken stop)
    {
        long last = after;
        try
        {
            await foreach (StubEvent next in events.ReadAllAsync(after, stop))
            {
                last = next.Number;
                writer.TryWrite(next);
            }
        }
        catch (OperationCanceledException)
        {
            // What happened before the end is told before the end.
            foreach (StubEvent next in events.Recent.Where(next => next.Number > last))
            {
                writer.TryWrite(next);
            }
        }
        finally
        {
            writer.TryComplete();
        }
    }

    private static async Task BeatAsync(ChannelWriter<StubEvent?> writer, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(s_beat);
        while (await timer.WaitForNextTickAsync(stop))
        {
            writer.TryWrite(null);
        }
    }

    private (long Last, bool IsOtherRun) Resume(string? resume, long? after)
    {
        if (string.IsNullOrEmpty(resume))
        {
            return (Math.Max(0, after ?? 0), false);
        }

        string prefix = run.Id + "-";
        return resume.StartsWith(prefix, StringComparison.Ordinal)
            && long.TryParse(resume.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number <= events.Last
            ? (number, false)
            : (0, true);
    }
}
