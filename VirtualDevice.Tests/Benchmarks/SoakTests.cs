using Benchmarks.Soak;

namespace VirtualDevice.Tests.Benchmarks;

/// <summary>A small soak; the benchmark <c>soak</c> runs 30 days of 100 seeds.</summary>
public sealed class SoakTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Five_days_of_random_faults_break_no_rule(int seed)
    {
        SoakResult result = SoakRun.Run(seed, days: 5, measures: false);

        Assert.Equal([], result.World.Rules.Breaches);
        Assert.Equal(DeviceState.Online, result.World.State);
        Assert.True(result.Faults > 0 && result.World.Echoes > 0 && result.World.Socket.Pings > 1000);
    }

    [Fact]
    public void The_same_seed_has_the_same_fate()
    {
        SoakWorld first = SoakRun.Run(3, days: 1, measures: false).World;
        SoakWorld second = SoakRun.Run(3, days: 1, measures: false).World;

        Assert.Equal(
            (first.Boots, first.Socket.Pings, first.Echoes, first.Messages.Accepted), (second.Boots, second.Socket.Pings, second.Echoes, second.Messages.Accepted));
    }
}
