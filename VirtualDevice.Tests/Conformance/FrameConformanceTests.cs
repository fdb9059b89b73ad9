using Conformance;
using VirtualDevice.Tests.EndToEnd.Platform;

namespace VirtualDevice.Tests.Conformance;

/// <summary>The rows of <c>frames.json</c> against the device's transport, over real TLS.</summary>
public sealed class FrameConformanceTests
{
    private const string Sentinel = "the session stays";

    [Theory]
    [MemberData(nameof(FrameRow.Theory), MemberType = typeof(FrameRow))]
    public async Task The_device_as_a_client(int at)
    {
        FrameRow row = FrameRow.All[at];
        string[] expected = FrameRow.Events(row.Gets);
        bool isOver = expected.Any(happened => happened.StartsWith("close", StringComparison.Ordinal) || happened.StartsWith("fail", StringComparison.Ordinal));
        var answers = new List<string>();
        await using var bench = new WebSocketBench(async peer =>
        {
            byte[] more = isOver || row.Inside ? [] : [.. ServerFrame.Text(Sentinel), .. ServerFrame.Close(1000)];
            await peer.AcceptAsync();
            await peer.SendAsync([.. row.Bytes(isClient: false), .. more]);
            if (!row.Inside)
            {
                await ReadAnswersAsync(peer, answers);
            }
        });

        bench.Open();
        List<string> reports = [.. await ReportsAsync(bench.Listener, row.Inside ? expected.Length : int.MaxValue)];

        if (!row.Inside)
        {
            await bench.Server.ServedAsync();
            expected = isOver ? expected : [.. expected, $"text({Sentinel})", "close(1000)"];
        }

        Assert.Equal(expected.Where(happened => !IsPong(happened)).Select(AsReported), reports);
        Assert.Equal(expected.Where(IsPong), answers.Where(IsPong));
        if (!row.Inside)
        {
            // What was said of the end goes back to the server: the same code, ours for its fault, or none for none.
            Assert.Equal(AsReported(expected[^1]), answers[^1]);
        }
    }

    private static bool IsPong(string happened) => happened.StartsWith("pong", StringComparison.Ordinal);

    private static string AsReported(string happened) => happened.Replace("fail(", "close(", StringComparison.Ordinal);

    private static async Task<List<string>> ReportsAsync(ListenerRecorder listener, int count)
    {
        Assert.Equal("opened", await listener.NextAsync());
        var reports = new List<string>();
        while (reports.Count < count && reports.LastOrDefault()?.StartsWith("close(", StringComparison.Ordinal) != true)
        {
            string report = await listener.NextAsync();
            reports.Add(report switch
            {
                "too long" => "long",
                _ when report.StartsWith("text ", StringComparison.Ordinal) => $"text({report["text ".Length..]})",
                _ when report.StartsWith("closed ", StringComparison.Ordinal) => $"close({report["closed ".Length..]})",
                _ => report,
            });
        }

        return reports;
    }

    private static async Task ReadAnswersAsync(RawPeer peer, List<string> answers)
    {
        while (true)
        {
            ClientFrame frame = await peer.ReadFrameAsync();
            Assert.True(frame.IsMasked);
            if (frame.IsPong)
            {
                answers.Add($"pong({Shown(frame.Payload)})");
            }
            else
            {
                Assert.Equal(0x88, frame.First);
                answers.Add($"close({(frame.Payload.Length == 0 ? 1005 : frame.CloseCode)})");
                return;
            }
        }
    }

    private static string Shown(byte[] payload) =>
        payload.All(letter => letter is >= 32 and < 127) ? Encoding.ASCII.GetString(payload) : Convert.ToHexStringLower(payload);
}
