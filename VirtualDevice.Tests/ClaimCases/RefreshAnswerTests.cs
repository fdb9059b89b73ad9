using TeddyFirmware;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>
/// Contract section 3, row by row: a device is switched on with an expired access token, and this is the first answer to
/// its refresh.
/// </summary>
public sealed class RefreshAnswerTests(SharedBench shared) : Xunit.IClassFixture<SharedBench>
{
    private const string Good = "{\"access_token\":\"$A\"}";

    private static readonly Band s_slow = Band.Minutes(5);

    private static readonly AnswerCase[] s_cases =
    [
        Accepted("The stub's own answer opens the session", Answer.Own),
        Accepted("The short spelling opens the session", Answer.Body("{\"access\":\"$A\",\"expires_in\":3600}")),
        Accepted("A new refresh token in the long spelling is taken", Answer.Body("{\"access_token\":\"$A\",\"refresh_token\":\"$R\"}")),
        Accepted("A new refresh token in the short spelling is taken", Answer.Body("{\"access\":\"$A\",\"refresh\":\"$R\"}")),
        Accepted("A refresh token of null keeps the present one", Answer.Body("{\"access\":\"$A\",\"refresh\":null}")),
        Accepted("Unknown fields of a refresh are skipped", Answer.Body("{\"x\":{\"access\":[1,{}]},\"access_token\":\"$A\",\"scope\":null}")),
        Accepted("A refresh answered in chunks is read whole", Answer.Chunked(Good)),
        Wait("A refresh answered 403 takes the slow pace", Answer.Status(403), s_slow),
        Wait("A refresh answered 404 waits a minute", Answer.Status(404), Band.Minutes(1)),
        Wait("A refresh answered 409, which the contract does not name, takes the slow pace", Answer.Status(409), s_slow),
        Wait("A refresh answered 418 takes the slow pace", Answer.Status(418), s_slow),
        Wait("A refresh answered 408 backs off", Answer.Status(408), Band.Backoff(0)),
        Wait("A refresh answered 425 backs off", Answer.Status(425), Band.Backoff(0)),
        Wait("A refresh answered 500 backs off", Answer.Status(500), Band.Backoff(0)),
        Wait("A refresh answered 502 backs off", Answer.Status(502), Band.Backoff(0)),
        Wait("A refresh answered 201 backs off", Answer.Status(201), Band.Backoff(0)),
        Wait("A refresh answered 204 backs off", Answer.Status(204), Band.Backoff(0)),
        Wait("A refresh answered 302 is not followed and waits a minute", Answer.Redirect(302), Band.Minutes(1)),
        Wait("A refresh answered 307 does not send the token elsewhere and waits a minute", Answer.Redirect(307), Band.Minutes(1)),
        Wait("A refresh whose connection is dropped backs off", Answer.Dropped, Band.Backoff(0)),
        Wait("A refresh answered 429 waits the seconds it names", Answer.Status(429, "30"), Band.After(30)),
        Wait("A refresh answered 503 waits the seconds it names", Answer.Status(503, "30"), Band.After(30)),
        Wait("A refresh answered 503 waits until the date it names", Answer.Status(503, now => now.AddSeconds(90).ToString("r")), Band.After(90)),
        Wait("A refresh answered 503 without Retry-After backs off", Answer.Status(503), Band.Backoff(0)),
        Wait("A refresh told to come back in 0 seconds waits one", Answer.Status(429, "0"), Band.After(1)),
        Wait("A refresh told to come back in a day waits 15 minutes", Answer.Status(429, "86400"), Band.After(900)),
        Wait("A refresh told to come back in -1 seconds backs off", Answer.Status(429, "-1"), Band.Backoff(0)),
        Wait("An empty answer to a refresh is unreadable", Answer.Body(""), Band.Backoff(0)),
        Wait("A refresh without an access token is unreadable", Answer.Body("{\"refresh_token\":\"$R\"}"), Band.Backoff(0)),
        Wait("A refresh with an access token of null is unreadable", Answer.Body("{\"access_token\":null}"), Band.Backoff(0)),
        Wait("A refresh with an access token of two parts is unreadable", Answer.Body("{\"access_token\":\"abcd.efgh\"}"), Band.Backoff(0)),
        Wait("A refresh with a refresh token that is a number is unreadable", Answer.Body("{\"access_token\":\"$A\",\"refresh_token\":1}"), Band.Backoff(0)),
        Accepted("An expires_in of a refresh that is a text is as good as none", Answer.Body("{\"access_token\":\"$A\",\"expires_in\":\"soon\"}")),
        Accepted("A refresh in any content type is read", Answer.Body(Good, "text/plain")),
        Accepted("A byte order mark before a refresh's answer is skipped", Answer.Body("\ufeff" + Good)),
        Wait("A refresh in invalid UTF-8 is unreadable", Answer.InvalidUtf8("{\"access_token\":\"$A\",\"x\":\"?\"}"), Band.Backoff(0)),
        Wait("A refresh of 8,193 bytes is unreadable", Answer.Padded(Good, 8193), Band.Backoff(0)),
    ];

    public static IEnumerable<Xunit.TheoryDataRow<string>> Names => AnswerCase.Rows(s_cases);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_first_answer_to_a_refresh(string name)
    {
        AnswerCase row = s_cases.Single(row => row.Name == name);
        CaseBench bench = shared.Bench;
        bench.Clear();
        foreach ((uint draw, long delayMs) in row.Delay.Edges)
        {
            SteppedDevice device = await bench.RestartedAsync();
            bench.Refreshes.Then(row.Given);
            device.Platform.Random.Draw = draw;
            await device.SettleAsync();
            if (delayMs > 0)
            {
                await bench.WaitsAsync(device, row.Next, delayMs);
            }

            Assert.True(device.State == DeviceState.Online, device.Log);
            device.Dispose();
        }

        // The one claim of each device is that of its first life: no answer of these leads to another.
        int boards = row.Delay.Edges.Count();
        Assert.Equal(boards, bench.Claims.Count);
        Assert.Equal((row.Delay == Band.None ? 1 : 2) * boards, bench.Refreshes.Count);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(400)]
    [InlineData(422)]
    public async Task A_refresh_token_that_is_refused_leads_to_one_claim_at_once(int status)
    {
        CaseBench bench = shared.Bench;
        bench.Clear();
        SteppedDevice device = await bench.RestartedAsync();
        bench.Refreshes.Then(Answer.Status(status, "600"));

        await device.SettleAsync();

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal(1, bench.Refreshes.Count);
        Assert.Equal(2, bench.Claims.Count);
    }

    [Fact]
    public async Task The_slow_pace_of_a_refresh_grows_from_5_minutes_to_an_hour()
    {
        CaseBench bench = shared.Bench;
        bench.Clear();
        SteppedDevice device = await bench.RestartedAsync();
        bench.Refreshes.Otherwise = Answer.Status(403);

        foreach (int minutes in new[] { 5, 10, 20, 40, 60, 60 })
        {
            await bench.WaitsAsync(device, DeviceState.RefreshWait, minutes * Band.MinuteMs);
        }

        Assert.Equal(1, bench.Claims.Count);
    }

    private static AnswerCase Wait(string name, ServerAnswer given, Band delay) => new(name, given, DeviceState.RefreshWait, delay);

    private static AnswerCase Accepted(string name, ServerAnswer given) => new(name, given, DeviceState.Online, Band.None);
}
