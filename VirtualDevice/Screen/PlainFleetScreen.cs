using System.Globalization;
using VirtualDevice.Running;

namespace VirtualDevice.Screen;

/// <summary>A fleet as lines, one every few seconds: for files, pipes and NO_COLOR.</summary>
internal sealed class PlainFleetScreen(TextWriter output) : IFleetScreen
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    public void Say(string text) => output.WriteLine(LogLine.Of(LogLine.Bench, text));

    /// <inheritdoc />
    public async Task ShowAsync(Func<FleetCounts> count, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Write(count());
            await Task.Delay(s_interval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Write(count());
    }

    private void Write(FleetCounts counts)
    {
        string states = string.Concat(counts.States.Select(pair => $" {pair.Key}={pair.Value}"));
        string seconds = counts.Elapsed.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture);
        output.WriteLine(new LogLine(
            seconds, "info", "fleet",
            $"devices={counts.Devices} echoed={counts.Echoed}{states} attempts={counts.Attempts} claims={counts.Claims} "
            + $"echoes={counts.Echoes} closes={counts.Closes}"));
    }
}
