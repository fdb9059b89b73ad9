namespace ServerStub.Limits;

/// <summary>Whether the stub is going away, truly or for practice: nothing new is taken, and everything gets 503.</summary>
internal sealed class DrainMode
{
    /// <summary>Retry-After where nothing else was asked for.</summary>
    public const int DefaultRetryAfterSeconds = 5;

    private volatile int _retryAfterSeconds = DefaultRetryAfterSeconds;
    private volatile bool _isOn;

    public bool IsOn => _isOn;

    public void Start(int retryAfterSeconds)
    {
        _retryAfterSeconds = retryAfterSeconds;
        _isOn = true;
    }

    public void End() => _isOn = false;

    /// <summary>503 with Retry-After while it is on; null else.</summary>
    public IResult? Refuse(HttpResponse response, Answers answers)
    {
        if (!_isOn)
        {
            return null;
        }

        response.Headers.RetryAfter = _retryAfterSeconds.ToString();
        return answers.Error(StatusCodes.Status503ServiceUnavailable, "Going away");
    }

    /// <summary>An endpoint filter that refuses before a body is read.</summary>
    public static EndpointFilterDelegate Filter(StubEventKind kind, EndpointFilterDelegate next) => async invocation =>
    {
        HttpContext context = invocation.HttpContext;
        IServiceProvider services = context.RequestServices;
        if (services.GetRequiredService<DrainMode>().Refuse(context.Response, services.GetRequiredService<Answers>()) is not { } refusal)
        {
            return await next(invocation);
        }

        services.GetRequiredService<StubEvents>().Publish(kind, status: StatusCodes.Status503ServiceUnavailable, note: "drain");
        return refusal;
    };
}
