using System.Text.RegularExpressions;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>A row of <c>answers.json</c>: what the server answers, in which state the device then is, and for how long.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="Status">The status; 200 where there is a body.</param>
/// <param name="RetryAfter">The header as it is sent.</param>
/// <param name="InSeconds">A date in the header's place, so far ahead.</param>
/// <param name="Form">How the date is written.</param>
/// <param name="Body">The body, in which $A and $R stand for good tokens, and $(9*a) for nine letters a.</param>
/// <param name="Type">The content type; "none" is none.</param>
/// <param name="PadTo">The length to which the body is filled up with spaces.</param>
/// <param name="Does">What else the server does.</param>
/// <param name="Wait">How long until the next request; null where the answer is accepted.</param>
/// <param name="Next">The state in which the device waits, where it is not the one for the request.</param>
internal sealed partial record AnswerRow(
    string Name, int Status = 200, string? RetryAfter = null, int? InSeconds = null, string Form = "r", string? Body = null, string Type = "application/json",
    int PadTo = 0, string? Does = null, string? Wait = null, DeviceState? Next = null)
{
    private static readonly JsonElement s_all = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ClaimCases", "answers.json"))).RootElement;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    /// <summary>How long until the next request.</summary>
    public Band Delay => Wait?.Split(' ') switch
    {
        null => Band.None,
        ["minutes", var minutes] => Band.Minutes(int.Parse(minutes)),
        ["after", var seconds] => Band.After(int.Parse(seconds)),
        ["backoff"] => Band.Backoff(0),
        _ => throw new FormatException(Wait),
    };

    /// <summary>What the server does.</summary>
    public ServerAnswer Given => Does switch
    {
        "own" => Answer.Own,
        "dropped" => Answer.Dropped,
        "redirect" => Answer.Redirect(Status),
        "chunks" => Answer.Chunked(Text, PadTo),
        "invalid UTF-8" => Answer.InvalidUtf8(Text),
        null when Body is not null => Answer.Body(Text, Type == "none" ? null : Type, PadTo),
        null when InSeconds is { } seconds => Answer.Status(Status, now => now.AddSeconds(seconds).ToString(Form)),
        null => Answer.Status(Status, RetryAfter),
        _ => throw new FormatException(Does),
    };

    private string Text => Repetition().Replace(Body!, match => new string(match.Groups[2].Value[0], int.Parse(match.Groups[1].Value)));

    /// <summary>The rows for one kind of request.</summary>
    public static AnswerRow[] Load(string request) => s_all.GetProperty(request).Deserialize<AnswerRow[]>(s_json)!;

    /// <summary>The names as rows for xunit, which shows each as a test of its own.</summary>
    public static IEnumerable<Xunit.TheoryDataRow<string>> Names(AnswerRow[] rows) =>
        rows.Select(row => new Xunit.TheoryDataRow<string>(row.Name) { Label = row.Name });

    /// <summary>Runs the row with the lowest draw, the highest, and one above it.</summary>
    /// <param name="bench">The bench, which other rows share.</param>
    /// <param name="waiting">The state in which the device waits for its next request.</param>
    /// <param name="start">Makes a device whose next request is answered so.</param>
    public async Task RunAsync(CaseBench bench, DeviceState waiting, Func<ServerAnswer, Task<SteppedDevice>> start)
    {
        bench.Clear();
        foreach ((uint draw, long delayMs) in Delay.Edges)
        {
            SteppedDevice device = await start(Given);
            device.Platform.Random.Draw = draw;
            await device.SettleAsync();
            if (delayMs > 0)
            {
                await bench.WaitsAsync(device, Next ?? waiting, delayMs);
            }

            // Where it had to wait, the stub's own answer has come by now: nothing stays behind of the one before.
            Assert.True(device.State == DeviceState.Online, device.Log.All);
            device.CutPower();
        }
    }

    [GeneratedRegex(@"\$\((\d+)\*(.)\)")]
    private static partial Regex Repetition();
}
