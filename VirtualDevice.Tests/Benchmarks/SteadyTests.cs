using Benchmarks.Steady;

namespace VirtualDevice.Tests.Benchmarks;

/// <summary>What the core allocates in its steady state: exact, so a test may assert it.</summary>
public sealed class SteadyTests
{
    [Fact]
    public void A_heartbeat_allocates_nothing() => Assert.Equal(0, new SteadyBench().HeartbeatBytes(1000));

    [Theory]
    [InlineData(10), InlineData(100), InlineData(1_000), InlineData(8_000)]
    public void An_echoed_message_allocates_at_most_twice_its_length_and_256_bytes(int length) =>
        Assert.InRange(new SteadyBench().EchoBytes(length, 200), length, SteadyTarget.EchoBytes(length));
}
