using VirtualDevice.Running;
using VirtualDevice.Screen;

namespace VirtualDevice.Tests.EndToEnd;

/// <summary>The parts of the runner that need no server.</summary>
public sealed class RunningTests
{
    private static readonly TimeSpan s_never = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_wait_ends_when_it_is_woken()
    {
        using var signal = new WakeSignal(TimeProvider.System);
        Task wait = signal.WaitAsync(s_never).AsTask();
        Assert.False(wait.IsCompleted);

        signal.Wake();

        await wait.Within();
    }

    [Fact]
    public async Task A_wake_before_the_wait_is_not_lost_and_counts_once()
    {
        using var signal = new WakeSignal(TimeProvider.System);
        signal.Wake();
        signal.Wake();

        await signal.WaitAsync(s_never).AsTask().Within();

        Task second = signal.WaitAsync(s_never).AsTask();
        Assert.False(second.IsCompleted);
        signal.Wake();
        await second.Within();
    }

    [Fact]
    public async Task A_wait_ends_when_its_time_is_over_again_and_again()
    {
        using var signal = new WakeSignal(TimeProvider.System);

        for (int i = 0; i < 20; i++)
        {
            await signal.WaitAsync(TimeSpan.FromMilliseconds(1)).AsTask().Within();
        }
    }

    [Fact]
    public async Task Wakes_from_many_threads_lose_nothing()
    {
        const int Rounds = 10_000;
        using var signal = new WakeSignal(TimeProvider.System);
        int produced = 0;
        int seen = 0;
        Task producing = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                Interlocked.Increment(ref produced);
                signal.Wake();
            }
        })));

        while (seen < 4 * Rounds)
        {
            await signal.WaitAsync(s_never).AsTask().Within();
            seen = Volatile.Read(ref produced);
        }

        await producing.Within();
    }

    [Theory]
    [InlineData("\x1b[31mred\x07", "·[31mred·")]
    [InlineData("a\r\nb\tc", "a··b·c")]
    [InlineData("right\u202Eto left", "right·to left")]
    [InlineData("schön 😀", "schön 😀")]
    public void Text_from_the_network_cannot_steer_the_terminal(string text, string shown) => Assert.Equal(shown, PlainText.Of(text));

    [Fact]
    public void A_line_of_the_log_is_taken_apart_and_comes_together_again()
    {
        const string Line = "   12.345 warn  session  closed code=1011 retry_in_ms=250";

        LogLine parts = LogLine.Parse(Line);

        Assert.Equal(("12.345", "warn", "session", "closed code=1011 retry_in_ms=250"), (parts.Seconds, parts.Level, parts.Area, parts.Text));
        Assert.Equal(Line, parts.ToString());
    }
}
