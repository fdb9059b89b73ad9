using TeddyFirmware;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>Contract section 2.1, row by row: the first answer to a claim, the next state, and the delay to the millisecond.</summary>
public sealed class ClaimAnswerTests(SharedBench shared) : Xunit.IClassFixture<SharedBench>
{
    private const string Good = "{\"access\":\"$A\",\"refresh\":\"$R\"}";

    private static readonly Band s_refused = Band.Minutes(5);

    private static readonly AnswerCase[] s_statuses =
    [
        Wait("A 400 is misconfigured and waits 5 minutes", Answer.Status(400), DeviceState.Misconfigured, s_refused),
        Wait("A 422 is misconfigured and waits 5 minutes", Answer.Status(422), DeviceState.Misconfigured, s_refused),
        Wait("A 418, which the contract does not name, is as lasting as a 400", Answer.Status(418), DeviceState.Misconfigured, s_refused),
        Wait("A 405 is as lasting as a 400", Answer.Status(405), DeviceState.Misconfigured, s_refused),
        Wait("A 413 is as lasting as a 400", Answer.Status(413), DeviceState.Misconfigured, s_refused),
        Wait("A 421 is as lasting as a 400", Answer.Status(421), DeviceState.Misconfigured, s_refused),
        Wait("A 400 that asks for patience is still misconfigured", Answer.Status(400, "5"), DeviceState.Misconfigured, s_refused),
        Wait("A 401 waits 15 minutes", Answer.Status(401), DeviceState.ClaimWait, Band.Minutes(15)),
        Wait("A 401 that asks to come back in a second waits 15 minutes", Answer.Status(401, "1"), DeviceState.ClaimWait, Band.Minutes(15)),
        Wait("A 403 waits 5 minutes", Answer.Status(403), DeviceState.ClaimWait, s_refused),
        Wait("A 404 waits a minute", Answer.Status(404), DeviceState.ClaimWait, Band.Minutes(1)),
        Wait("A 408 backs off", Answer.Status(408), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 425 backs off", Answer.Status(425), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 500 backs off", Answer.Status(500), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 500 that asks for patience backs off as any other", Answer.Status(500, "600"), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 501 backs off", Answer.Status(501), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 502 backs off", Answer.Status(502), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 504 backs off", Answer.Status(504), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 520 backs off", Answer.Status(520), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 525 backs off", Answer.Status(525), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 530 backs off", Answer.Status(530), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 599 backs off", Answer.Status(599), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 201 is no acceptance and backs off", Answer.Status(201), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 204 is no acceptance and backs off", Answer.Status(204), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 302 is not followed and waits a minute", Answer.Redirect(302), DeviceState.ClaimWait, Band.Minutes(1)),
        Wait("A 307 does not send the claim elsewhere and waits a minute", Answer.Redirect(307), DeviceState.ClaimWait, Band.Minutes(1)),
        Wait("A 308 does not send the claim elsewhere and waits a minute", Answer.Redirect(308), DeviceState.ClaimWait, Band.Minutes(1)),
        Wait("A connection that is dropped without an answer backs off", Answer.Dropped, DeviceState.ClaimWait, Band.Backoff(0)),
    ];

    private static readonly AnswerCase[] s_patience =
    [
        Wait("A 429 waits the seconds it names", Answer.Status(429, "30"), DeviceState.ClaimWait, Band.After(30)),
        Wait("A 503 waits the seconds it names", Answer.Status(503, "30"), DeviceState.ClaimWait, Band.After(30)),
        Wait("A 503 waits until the date it names", Answer.Status(503, now => now.AddSeconds(90).ToString("r")), DeviceState.ClaimWait, Band.After(90)),
        Wait("A 429 waits until the date it names", Answer.Status(429, now => now.AddSeconds(90).ToString("r")), DeviceState.ClaimWait, Band.After(90)),
        Wait("A 429 without Retry-After backs off", Answer.Status(429), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A 503 without Retry-After backs off", Answer.Status(503), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A Retry-After of 0 is a second", Answer.Status(503, "0"), DeviceState.ClaimWait, Band.After(1)),
        Wait("A Retry-After of 1 is a second", Answer.Status(503, "1"), DeviceState.ClaimWait, Band.After(1)),
        Wait("A Retry-After of 900 is 15 minutes", Answer.Status(503, "900"), DeviceState.ClaimWait, Band.After(900)),
        Wait("A Retry-After of 901 is 15 minutes", Answer.Status(503, "901"), DeviceState.ClaimWait, Band.After(900)),
        Wait("A Retry-After of a day is 15 minutes", Answer.Status(429, "86400"), DeviceState.ClaimWait, Band.After(900)),
        Wait("A Retry-After of forty digits is 15 minutes", Answer.Status(503, new string('9', 40)), DeviceState.ClaimWait, Band.After(900)),
        Wait("A Retry-After just above what 32 bits hold is 15 minutes", Answer.Status(503, "4294967297"), DeviceState.ClaimWait, Band.After(900)),
        Wait("A negative Retry-After says nothing and backs off", Answer.Status(503, "-5"), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A Retry-After with a fraction says nothing and backs off", Answer.Status(503, "1.5"), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A Retry-After of words says nothing and backs off", Answer.Status(503, "in a while"), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A Retry-After given twice says nothing and backs off", Answer.Status(503, "5, 10"), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A Retry-After that is empty says nothing and backs off", Answer.Status(503, " "), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A date that has passed is a second", Answer.Status(503, now => now.AddHours(-1).ToString("r")), DeviceState.ClaimWait, Band.After(1)),
        Wait("A date in ten years is 15 minutes", Answer.Status(503, now => now.AddYears(10).ToString("r")), DeviceState.ClaimWait, Band.After(900)),
        Wait("A date that does not exist backs off", Answer.Status(503, "Sun, 31 Feb 2027 08:49:37 GMT"), DeviceState.ClaimWait, Band.Backoff(0)),
        Wait("A date in the form of RFC 850 is waited for", Answer.Status(503, now => now.AddSeconds(90).ToString("dddd, dd-MMM-yy HH:mm:ss 'GMT'")), DeviceState.ClaimWait, Band.After(90)),
        Wait("A date in the form of asctime is waited for", Answer.Status(503, now => now.AddSeconds(90).ToString("ddd MMM dd HH:mm:ss yyyy")), DeviceState.ClaimWait, Band.After(90)),
    ];

    private static readonly AnswerCase[] s_bodies =
    [
        Accepted("A plain 200 opens the session", Answer.Own),
        Accepted("The deployed spelling opens the session", Answer.Body("{\"access_token\":\"$A\",\"refresh_token\":\"$R\",\"token_type\":\"Bearer\",\"expires_in\":3600}")),
        Accepted("Unknown fields, nested and escaped, are skipped", Answer.Body(
            "{\"x\":{\"access\":\"no\",\"y\":[1,-2.5e3,true,null,{\"refresh\":[]}]},\"\\u0061ccess\":\"$A\",\"z\":\"\\\"}\\/\\u20ac\",\"refresh\":\"$R\",\"w\":[[[]]]}")),
        Accepted("White space between all tokens of the JSON is legal", Answer.Body(" \r\n\t{ \"access\" :\n\"$A\" , \"refresh\"\t: \"$R\" } \n")),
        Accepted("A body in chunks is read whole", Answer.Chunked(Good)),
        Accepted("A body of exactly 8,192 bytes is read whole", Answer.Padded(Good, 8192)),
        Accepted("A content type with a charset is JSON", Answer.Body(Good, "application/json; charset=utf-8")),
        Accepted("A content type in capitals is JSON", Answer.Body(Good, "Application/JSON")),
        Accepted("An answer without a content type is read", Answer.Body(Good, null)),
        Accepted("An expires_in of null is as good as none", Answer.Body("{\"access\":\"$A\",\"refresh\":\"$R\",\"expires_in\":null}")),
        Unreadable("An empty body is unreadable", Answer.Body("")),
        Unreadable("A text in place of JSON is unreadable", Answer.Body("It works!")),
        Accepted("Good tokens under any content type are read", Answer.Body(Good, "text/html")),
        Accepted("A byte order mark before the body is skipped", Answer.Body("\ufeff" + Good)),
        Unreadable("An array in place of an object is unreadable", Answer.Body("[\"$A\",\"$R\"]")),
        Unreadable("A body without an access token is unreadable", Answer.Body("{\"refresh\":\"$R\"}")),
        Unreadable("A body without a refresh token is unreadable", Answer.Body("{\"access\":\"$A\"}")),
        Unreadable("An empty object is unreadable", Answer.Body("{}")),
        Unreadable("Tokens one level down are unreadable", Answer.Body("{\"data\":" + Good + "}")),
        Unreadable("An access token of null is unreadable", Answer.Body("{\"access\":null,\"refresh\":\"$R\"}")),
        Unreadable("A refresh token of null is unreadable", Answer.Body("{\"access\":\"$A\",\"refresh\":null}")),
        Unreadable("An access token that is a number is unreadable", Answer.Body("{\"access\":17,\"refresh\":\"$R\"}")),
        Unreadable("An access token that is a list is unreadable", Answer.Body("{\"access\":[\"$A\"],\"refresh\":\"$R\"}")),
        Unreadable("A refresh token that is an object is unreadable", Answer.Body("{\"access\":\"$A\",\"refresh\":{\"token\":\"$R\"}}")),
        Accepted("An expires_in that is true is as good as none", Answer.Body("{\"access\":\"$A\",\"refresh\":\"$R\",\"expires_in\":true}")),
        Accepted("An expires_in that is a list is as good as none", Answer.Body("{\"access\":\"$A\",\"refresh\":\"$R\",\"expires_in\":[1]}")),
        Accepted("An expires_in that is a text is as good as none", Answer.Body("{\"access\":\"$A\",\"refresh\":\"$R\",\"expires_in\":\"3600\"}")),
        Unreadable("An empty token is unreadable", Answer.Body("{\"access\":\"\",\"refresh\":\"$R\"}")),
        Unreadable("A token of two parts is unreadable", Answer.Body("{\"access\":\"abcd.efgh\",\"refresh\":\"$R\"}")),
        Unreadable("A token of four parts is unreadable", Answer.Body("{\"access\":\"$A.abcd\",\"refresh\":\"$R\"}")),
        Unreadable("A token with a letter outside base64url is unreadable", Answer.Body("{\"access\":\"$A+\",\"refresh\":\"$R\"}")),
        Unreadable("A refresh token with a line end in it is unreadable", Answer.Body("{\"access\":\"$A\",\"refresh\":\"$R\\r\\n\"}")),
        Unreadable("A token longer than any real one is unreadable", Answer.Body("{\"access\":\"$A" + new string('a', 3072) + "\",\"refresh\":\"$R\"}")),
        Unreadable("JSON that ends before its brace is unreadable", Answer.Body("{\"access\":\"$A\",\"refresh\":\"$R\"")),
        Unreadable("Something after the JSON is unreadable", Answer.Body(Good + "{}")),
        Unreadable("A comma too many is unreadable", Answer.Body("{\"access\":\"$A\",\"refresh\":\"$R\",}")),
        Unreadable("A field that is nested a thousand deep is unreadable", Answer.Body("{\"access\":\"$A\",\"refresh\":\"$R\",\"x\":" + new string('[', 1000) + new string(']', 1000) + "}")),
        Unreadable("Brackets that are never closed are unreadable", Answer.Body("{\"access\":\"$A\",\"refresh\":\"$R\",\"x\":" + new string('[', 4000))),
        Unreadable("Invalid UTF-8 in a field that is skipped is unreadable", Answer.InvalidUtf8("{\"access\":\"$A\",\"refresh\":\"$R\",\"x\":\"??\"}")),
        Unreadable("Invalid UTF-8 in a token is unreadable", Answer.InvalidUtf8("{\"access\":\"$A?\",\"refresh\":\"$R\"}")),
        Unreadable("A NUL in a field that is skipped is unreadable", Answer.Body("{\"access\":\"$A\",\"refresh\":\"$R\",\"x\":\"\0\"}")),
        Unreadable("A body of 8,193 bytes is unreadable, though all but its last byte is good", Answer.Padded(Good, 8193)),
        Unreadable("A body in chunks of 8,193 bytes in all is unreadable", Answer.Chunked(Good, 8193)),
    ];

    private static readonly AnswerCase[] s_all = [.. s_statuses, .. s_patience, .. s_bodies];

    public static IEnumerable<Xunit.TheoryDataRow<string>> Names => AnswerCase.Rows(s_all);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_first_answer_to_a_claim(string name)
    {
        AnswerCase row = s_all.Single(row => row.Name == name);
        CaseBench bench = shared.Bench;
        bench.Clear();
        foreach ((uint draw, long delayMs) in row.Delay.Edges)
        {
            bench.Claims.Then(row.Given);
            SteppedDevice device = bench.NewDevice();
            device.Platform.Random.Draw = draw;
            await device.SettleAsync();
            if (delayMs > 0)
            {
                await bench.WaitsAsync(device, row.Next, delayMs);
            }

            // Where it had to wait, the stub's own answer has come by now: nothing stays behind of the one before.
            Assert.True(device.State == DeviceState.Online, device.Log);
            device.Dispose();
        }

        int claimsEach = row.Delay == Band.None ? 1 : 2;
        Assert.Equal(claimsEach * row.Delay.Edges.Count(), bench.Claims.Count);
        Assert.Equal(bench.Claims.Count, bench.Claims.Values("nonce").Distinct().Count());
        Assert.Equal(0, bench.Refreshes.Count);
    }

    private static AnswerCase Wait(string name, ServerAnswer given, DeviceState next, Band delay) => new(name, given, next, delay);

    private static AnswerCase Accepted(string name, ServerAnswer given) => new(name, given, DeviceState.Online, Band.None);

    private static AnswerCase Unreadable(string name, ServerAnswer given) => new(name, given, DeviceState.ClaimWait, Band.Backoff(0));
}
