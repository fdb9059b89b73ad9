using System.Globalization;
using Conformance;

namespace ServerStub.Tests;

/// <summary>The rows of <c>frames.json</c> against the server, over real TLS: what a client sends, masked.</summary>
public sealed class FrameConformanceTests(FrameConformanceTests.Stub stub) : IClassFixture<FrameConformanceTests.Stub>
{
    private const string Sentinel = "the session stays";
    private static readonly FrameRow s_end = new("", "", [$"81 '{Sentinel}'", "88 03e8"], "");

    [Theory]
    [MemberData(nameof(FrameRow.Theory), MemberType = typeof(FrameRow))]
    public async Task The_stub_as_a_server(int at)
    {
        FrameRow row = FrameRow.All[at];
        string[] expected = AtServer(FrameRow.Events(row.Server ?? row.Gets));
        bool isOver = expected.Any(happened => happened.StartsWith("close", StringComparison.Ordinal));
        stub.Running.Renew();
        await using RawSession session = await RawSession.OpenAsync(stub.Running, stub.Access);

        // A message that does not end has at least so much that it is over the limit. A server that has enough hangs up meanwhile.
        byte[] more = row.Inside ? new FrameRow("", "", ["81 8193*a"], "").Bytes(isClient: true)[8..] : isOver ? [] : s_end.Bytes(isClient: true);
        Task sending = session.SendAsync([.. row.Bytes(isClient: true), .. more]);

        expected = isOver ? expected : [.. expected, $"text({Sentinel})", "close(1000)"];
        Assert.Equal(expected, await HeardAsync(session));
        await sending.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    // The device passes over what the server closes for: 1003 for a binary message, 1009 for one over the limit (contract, section 4).
    private static string[] AtServer(string[] events)
    {
        var seen = new List<string>();
        foreach (string happened in events)
        {
            string answer = happened switch { "ignored" => "close(1003)", "long" => "close(1009)", _ => happened.Replace("fail(", "close(", StringComparison.Ordinal) };
            seen.Add(answer);
            if (answer.StartsWith("close(", StringComparison.Ordinal))
            {
                break;
            }
        }

        return [.. seen];
    }

    /// <summary>One server and one claim for all rows; each row has a session of its own, which ends the one before.</summary>
    public sealed class Stub : IAsyncLifetime
    {
        internal StubFixture Running { get; private set; } = null!;

        internal string Access { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Running = await StubFixture.StartAsync();
            Access = (await Running.ClaimTokensAsync()).Access;
        }

        public ValueTask DisposeAsync() => Running.DisposeAsync();
    }

    // Until the close frame; the processing results between the echoes are left out.
    private static async Task<List<string>> HeardAsync(RawSession session)
    {
        var heard = new List<string>();
        while (true)
        {
            (int opcode, byte[] payload) = await session.ReadFrameAsync();
            switch (opcode)
            {
                case 0x1 when Encoding.UTF8.GetString(payload) is var text && text.StartsWith("Echo: ", StringComparison.Ordinal):
                    heard.Add($"text({text["Echo: ".Length..]})");
                    break;
                case 0xA:
                    heard.Add($"pong({(payload.All(letter => letter is >= 32 and < 127) ? Encoding.ASCII.GetString(payload) : Convert.ToHexStringLower(payload))})");
                    break;
                case 0x8:
                    int code = payload.Length == 0 ? 1005 : (payload[0] << 8) | payload[1];
                    heard.Add(string.Create(CultureInfo.InvariantCulture, $"close({code})"));
                    return heard;
            }
        }
    }
}
