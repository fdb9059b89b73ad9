using System.Globalization;

namespace ServerStub.Faults;

/// <summary>What a fault does to an HTTP answer: in its place, around it, or before it.</summary>
internal static class ExchangeFault
{
    private const int TooLargeBytes = 64 * 1024;

    private static readonly Dictionary<string, string> s_bodies = new()
    {
        ["not_json"] = "<html>It works!</html>",
        ["empty"] = "",
        ["wrong_type"] = """{"access":1,"refresh":[],"access_token":{},"refresh_token":true,"expires_in":"soon"}""",
        ["missing_token"] = """{"token_type":"Bearer","expires_in":3600}""",
        ["not_a_token"] = """{"access":"not a token","refresh":"not a token","access_token":"not a token","refresh_token":"not a token"}""",
        ["too_large"] = $$"""{"access":"{{new string('a', TooLargeBytes)}}"}""",
    };

    /// <summary>The answer that is given without looking at the request; null where the request is to be looked at.</summary>
    public static IResult? InPlace(FaultPlan? fault, HttpResponse response, StubOptions options, Answers answers)
    {
        switch (fault?.Step.Do)
        {
            case StepDo.Status:
                AddRetryAfter(fault.Step, response, options.Clock.GetUtcNow());
                return answers.Error(fault.Step.Number("status"), "Fault");
            case StepDo.Hang:
                return new HangingAnswer();
            case StepDo.Reset:
                return new ResetAnswer();
            case StepDo.BadBody:
                return TypedResults.Text(s_bodies[fault.Step.Text("body")], "application/json", Encoding.UTF8, StatusCodes.Status200OK);
            default:
                return null;
        }
    }

    /// <summary>The true answer, sent as the fault says.</summary>
    public static IResult Around(FaultPlan? fault, IResult real) => fault?.Step.Do switch
    {
        StepDo.Truncate => new TruncatedAnswer(real),
        StepDo.Drip => new DrippingAnswer(real, fault.Step.Milliseconds("interval_ms")),
        StepDo.LoseAnswer => new ResetAnswer(),
        _ => real,
    };

    /// <summary>Waits where the fault is a delay.</summary>
    public static Task DelayAsync(FaultPlan? fault, CancellationToken aborted) =>
        fault?.Step.Do == StepDo.Delay ? Task.Delay(fault.Step.Milliseconds("delay_ms"), aborted) : Task.CompletedTask;

    /// <summary>The life that the fault gives to access tokens.</summary>
    public static int? LifetimeSeconds(FaultPlan? fault) =>
        fault?.Step.Do == StepDo.ShortTokens ? fault.Step.Number("lifetime_seconds") : null;

    /// <summary>The status of an answer; null where none is sent.</summary>
    public static int? StatusOrNull(this IResult answer) => (answer as IStatusCodeHttpResult)?.StatusCode;

    private static void AddRetryAfter(FaultStep step, HttpResponse response, DateTimeOffset now)
    {
        if (step.NumberOrNull("retry_after_seconds") is { } seconds)
        {
            // RFC 9110, 5.6.7: the date form is IMF-fixdate, in GMT.
            response.Headers.RetryAfter = step.Text("retry_after_as") == "date"
                ? now.AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture)
                : seconds.ToString(CultureInfo.InvariantCulture);
        }
    }
}
