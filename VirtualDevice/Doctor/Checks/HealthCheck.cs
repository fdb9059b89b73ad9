namespace VirtualDevice.Doctor.Checks;

/// <summary>A first HTTP request: <c>GET /health</c>, which the stub has and the contract does not ask for.</summary>
internal sealed class HealthCheck : IDoctorCheck
{
    private const string Path = "/health";

    /// <inheritdoc />
    public async Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop)
    {
        try
        {
            return [Judge((int)await Deadline.WithinAsync(context, deadline => GetAsync(context, deadline), stop))];
        }
        catch (TimeoutException)
        {
            return [Finding.Fail($"no answer to GET /health within {context.StepDeadline.TotalSeconds:0} s", "ask again in a minute: free hosting takes that long to wake up; then look at the server's own log")];
        }
        catch (HttpRequestException problem)
        {
            return [Finding.Fail($"no HTTP answer to GET /health: {problem.HttpRequestError}", "check that the port is that of an HTTPS server with HTTP/1.1")];
        }
    }

    private static async Task<HttpStatusCode> GetAsync(DoctorContext context, CancellationToken deadline)
    {
        DateTimeOffset before = context.Time.GetUtcNow();
        using var connection = new SecureConnection(context.Link, context.Time, context.Order);

        // To .NET's stack a plain connection: TLS is done, by the code that the device uses.
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) => await connection.OpenAsync(
                context.Target.Url.Host, context.Target.Url.Port, (int)context.QuestionLimit.TotalMilliseconds, stop),
        };
        using var invoker = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(context.Target.Url) { Scheme = "http", Path = Path }.Uri);
        using HttpResponseMessage response = await invoker.SendAsync(request, deadline);
        if (response.Headers.Date is { } date)
        {
            // The server wrote the date somewhere between question and answer; it knows whole seconds only.
            DateTimeOffset now = context.Time.GetUtcNow();
            context.ClockAhead = before + ((now - before) / 2) - date;
        }

        return response.StatusCode;
    }

    private static Finding Judge(int status) => status switch
    {
        200 => Finding.Ok("GET /health answers 200"),
        404 => Finding.Ok("GET /health answers 404: no such page, which is no error; it speaks HTTP"),
        429 => Finding.Warn("GET /health answers 429: too many requests of this address", "wait a minute"),
        503 => Finding.Fail("GET /health answers 503: the server is starting, stopping or overloaded", "wait a minute; then look at the server's own log"),
        >= 500 => Finding.Fail($"GET /health answers {status}: the server is ill", "look at the server's own log"),
        _ => Finding.Ok($"GET /health answers {status}: it speaks HTTP"),
    };
}
