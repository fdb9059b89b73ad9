using System.Buffers.Text;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>
/// Tokens that the stub would not make, and clocks that step: what the device plans by <c>exp</c> and <c>iat</c>, and by
/// which clock. The server's certificate is in date for decades, so that only the plan decides.
/// </summary>
public sealed class PlanTests
{
    private const long DefaultMs = 3_600_000 * 75 / 100;
    private static readonly TimeSpan s_tenYears = TimeSpan.FromDays(3652);

    [Theory]
    [InlineData("neither exp nor iat", "{}", DefaultMs)]
    [InlineData("no exp", "{\"iat\":$NOW}", DefaultMs)]
    [InlineData("no iat, so that exp needs our clock", "{\"exp\":$NOW+600}", 450_000)]
    [InlineData("both", "{\"iat\":$NOW,\"exp\":$NOW+600}", 450_000)]
    [InlineData("both by a clock ten years off", "{\"iat\":$NOW-315532800,\"exp\":$NOW-315532200}", 450_000)]
    [InlineData("both with a fraction", "{\"iat\":$NOW.5,\"exp\":$NOW+600.25}", 450_000)]
    [InlineData("exp before iat", "{\"iat\":$NOW,\"exp\":$NOW-1}", DefaultMs)]
    [InlineData("exp at iat", "{\"iat\":$NOW,\"exp\":$NOW+0}", DefaultMs)]
    [InlineData("exp of 1970", "{\"exp\":0}", DefaultMs)]
    [InlineData("exp of the year 9999", "{\"exp\":253402300799}", DefaultMs)]
    [InlineData("exp of forty digits", "{\"iat\":$NOW,\"exp\":9999999999999999999999999999999999999999}", DefaultMs)]
    [InlineData("exp with an exponent", "{\"iat\":$NOW,\"exp\":1e12}", DefaultMs)]
    [InlineData("exp that is a text", "{\"iat\":$NOW,\"exp\":\"tomorrow\"}", DefaultMs)]
    [InlineData("exp that is null", "{\"iat\":$NOW,\"exp\":null}", DefaultMs)]
    [InlineData("a payload that is no JSON", "nonsense", DefaultMs)]
    public async Task An_access_token_with_this_payload_plans_the_refresh_in_so_many_ms(string what, string payload, long refreshInMs)
    {
        Assert.NotEmpty(what);
        await using RawBench bench = New(time => Claim(Fill(payload, time)));
        SteppedDevice device = bench.NewDevice();
        device.Platform.Random.Draw = 0;

        await device.WaitsAsync(DeviceState.Online, refreshInMs, () => bench.Requests);
    }

    [Theory]
    [InlineData(1), InlineData(-1)]
    public async Task A_device_whose_clock_is_ten_years_wrong_plans_as_any_other(int sign)
    {
        await using RawBench bench = New(time => Claim(Fill("{\"iat\":$NOW,\"exp\":$NOW+600}", time)));
        bench.Time.WallClockError = sign * s_tenYears;
        SteppedDevice device = bench.NewDevice();
        device.Platform.Random.Draw = 0;

        await device.WaitsAsync(DeviceState.Online, 450_000, () => bench.Requests);
    }

    [Theory]
    [InlineData(1), InlineData(-1)]
    public async Task A_clock_that_steps_ten_years_leaves_the_plan_as_it_was(int sign)
    {
        await using RawBench bench = New(_ => Claim("{}"));
        SteppedDevice device = bench.NewDevice();
        device.Platform.Random.Draw = 0;
        await device.PassAsync(1_000_000);

        bench.Time.WallClockError = sign * s_tenYears;

        await device.WaitsAsync(DeviceState.Online, DefaultMs - 1_000_000, () => bench.Requests);
    }

    [Theory]
    [InlineData(1, "600")]
    [InlineData(-1, "600")]
    [InlineData(1, "date")]
    [InlineData(-1, "date")]
    public async Task A_clock_that_steps_ten_years_leaves_the_server_s_window_as_it_was(int sign, string retryAfter)
    {
        await using RawBench bench = New(time => peer =>
            peer.SendAsync($"HTTP/1.1 503 Later\r\nContent-Length: 0\r\nRetry-After: {(retryAfter == "date" ? $"{time.GetUtcNow().AddSeconds(600):r}" : retryAfter)}\r\n\r\n"));
        SteppedDevice device = bench.NewDevice();
        device.Platform.Random.Draw = 0;
        await device.PassAsync(100_000);

        bench.Time.WallClockError = sign * s_tenYears;

        await device.WaitsAsync(DeviceState.ClaimWait, 500_000, () => bench.Requests);
    }

    [Fact]
    public async Task Stored_tokens_that_look_older_than_they_can_be_are_refreshed_at_the_start()
    {
        await using RawBench bench = New(_ => Claim("{}"), _ => Ok($"{{\"access_token\":\"{Token("{}")}\"}}"));
        SteppedDevice device = bench.NewDevice();
        await device.SettleAsync();
        bench.Time.WallClockError = s_tenYears;

        device = bench.Restart();
        await device.SettleAsync();

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal(2, bench.Requests);
        Assert.Contains(DeviceState.Refreshing, device.History);
    }

    [Fact]
    public async Task Stored_tokens_that_look_younger_than_new_are_taken_for_new()
    {
        await using RawBench bench = New(_ => Claim("{}"));
        SteppedDevice device = bench.NewDevice();
        await device.SettleAsync();
        bench.Time.WallClockError = -s_tenYears;

        device = bench.Restart();
        device.Platform.Random.Draw = 0;

        await device.WaitsAsync(DeviceState.Online, DefaultMs, () => bench.Requests);
    }

    private static RawBench New(params Func<VirtualTime, Func<RawPeer, Task>>[] scripts)
    {
        RawBench? bench = null;
        bench = new RawBench([.. scripts.Select<Func<VirtualTime, Func<RawPeer, Task>>, Func<RawPeer, Task>>(script => peer => script(bench!.Time)(peer))], years: 25);
        return bench;
    }

    private static Func<RawPeer, Task> Claim(string payload) => Ok($"{{\"access\":\"{Token(payload)}\",\"refresh\":\"{Token("{}")}\"}}");

    private static Func<RawPeer, Task> Ok(string body) => peer =>
        peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    private static string Token(string payload) => $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.AA";

    // $NOW is the true time, whatever the device's clock says; a sum after it is worked out.
    private static string Fill(string payload, VirtualTime time)
    {
        long now = (time.GetUtcNow() - time.WallClockError).ToUnixTimeSeconds();
        return System.Text.RegularExpressions.Regex.Replace(
            payload, @"\$NOW([+-]\d+)?", match => (now + (match.Groups[1].Success ? long.Parse(match.Groups[1].Value) : 0)).ToString());
    }
}
