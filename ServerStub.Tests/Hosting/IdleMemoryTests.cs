using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using ServerStub.Events;
using ServerStub.Hosting;
using ServerStub.Tests.Support;

namespace ServerStub.Tests.Hosting;

/// <summary>When a bench gives memory back. How much that is: <c>build/Benchmarks -- sessions</c>.</summary>
public sealed class IdleMemoryTests
{
    private static readonly StubEvent s_event = new(1, default, StubEventKind.TextReceived);
    private static readonly TimeSpan s_almost = IdleMemory.Quiet - TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _clock = new();
    private int _releases;

    [Fact]
    public void Memory_is_given_back_once_after_a_quiet_time()
    {
        using var memory = new IdleMemory(_clock, () => _releases++);
        memory.Observe(s_event);
        _clock.Advance(s_almost);
        Assert.Equal(0, _releases);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _releases);
        _clock.Advance(100 * IdleMemory.Quiet);
        Assert.Equal(1, _releases);
    }

    [Fact]
    public void Nothing_is_given_back_while_something_happens()
    {
        using var memory = new IdleMemory(_clock, () => _releases++);
        for (int i = 0; i < 100; i++)
        {
            memory.Observe(s_event);
            _clock.Advance(s_almost);
        }

        Assert.Equal(0, _releases);
    }

    [Fact]
    public void Nothing_is_given_back_once_the_stub_has_ended()
    {
        var memory = new IdleMemory(_clock, () => _releases++);
        memory.Observe(s_event);
        memory.Dispose();
        _clock.Advance(2 * IdleMemory.Quiet);
        Assert.Equal(0, _releases);
    }

    [Fact]
    public void What_is_referenced_survives_and_what_is_not_is_gone()
    {
        byte[] kept = [1, 2, 3];
        WeakReference forgotten = Forgotten();
        IdleMemory.Release();
        Assert.False(forgotten.IsAlive);
        Assert.Equal([1, 2, 3], kept);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stub_gives_memory_back_only_where_it_is_told_to(bool isTold)
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { GiveMemoryBack = isTold, Clock = _clock });
        using DeviceSocket session = await stub.OpenSessionAsync();
        await stub.EventAsync(StubEventKind.SessionOpened);
        long before = GC.GetGCMemoryInfo(GCKind.FullBlocking).Index;

        _clock.Advance(IdleMemory.Quiet);

        Assert.Equal(isTold, GC.GetGCMemoryInfo(GCKind.FullBlocking).Index > before);
        await session.SendAsync("hello");
        Assert.Equal("Echo: hello", await session.ReceiveAsync());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Forgotten() => new(new byte[100]);
}
