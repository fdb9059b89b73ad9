using Spectre.Console;
using VirtualDevice.Running;

namespace VirtualDevice.Screen;

/// <summary>A fleet as a table that stays in its place on a terminal.</summary>
internal sealed class LiveFleetScreen(TextWriter output) : IFleetScreen
{
    private const int BarWidth = 40;
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    /// <inheritdoc />
    public void Say(string text) => _console.MarkupLine($"[grey]{Markup.Escape(text)}[/]");

    /// <inheritdoc />
    public Task ShowAsync(Func<FleetCounts> count, CancellationToken stop) => _console.Live(TableOf(count())).StartAsync(async live =>
    {
        while (!stop.IsCancellationRequested)
        {
            live.UpdateTarget(TableOf(count()));
            await Task.Delay(s_interval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        live.UpdateTarget(TableOf(count()));
    });

    private static Table TableOf(FleetCounts counts)
    {
        Table table = new Table { Border = TableBorder.Rounded }
            .Title($"{counts.Devices} devices, {counts.Elapsed:hh\\:mm\\:ss}")
            .AddColumn("state").AddColumn(new TableColumn("devices").RightAligned()).AddColumn("");
        foreach ((DeviceState state, int devices) in counts.States)
        {
            table.AddRow(new Text(state.ToString()), new Text(devices.ToString()), new Text(Bar(devices, counts.Devices), StyleOf(state)));
        }

        string problem = counts.LastProblem is null ? "" : Environment.NewLine + "last problem: " + PlainText.Of(counts.LastProblem);
        return table.Caption(Markup.Escape(
            $"{counts.Echoed} echoed; attempts {counts.Attempts}, claims {counts.Claims}, echoes {counts.Echoes}, closes {counts.Closes}; Ctrl-C leaves{problem}"));
    }

    private static string Bar(int part, int whole) => new('█', (int)Math.Ceiling((double)part * BarWidth / whole));

    private static Style StyleOf(DeviceState state) => state switch
    {
        DeviceState.Online or DeviceState.OnlineRefreshing => new Style(Color.Green),
        DeviceState.Unprovisioned or DeviceState.Misconfigured => new Style(Color.Red),
        DeviceState.Stopped => new Style(Color.Grey),
        _ => new Style(Color.Yellow),
    };
}
