namespace VirtualDevice.Doctor;

/// <summary>One POST over the transport that the device itself uses, to be awaited.</summary>
internal sealed class PostCompletion : IHttpCompletion
{
    private readonly TaskCompletionSource<HttpExchange> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Posts JSON.</summary>
    /// <returns>The exchange: whatever went wrong stands in it.</returns>
    public static async Task<HttpExchange> PostAsync(DoctorContext context, string path, byte[] body, CancellationToken stop)
    {
        var transport = new HttpTransport(context.Link, context.Time, context.Order);
        var completion = new PostCompletion();
        var exchange = new HttpExchange();
        int deadlineMs = Math.Max(1, (int)context.QuestionLimit.TotalMilliseconds);
        exchange.Reset(new Uri(context.Target.Url, path).AbsoluteUri, body, deadlineMs, deadlineMs);
        transport.Begin(exchange, completion);
        try
        {
            return await Deadline.WithinAsync(context, deadline => completion._completed.Task.WaitAsync(deadline), stop);
        }
        catch (TimeoutException)
        {
            // Connecting and answering have their time each; the question has it once.
            exchange.Outcome = HttpOutcome.TimedOut;
            return exchange;
        }
        finally
        {
            transport.Abandon();
        }
    }

    /// <inheritdoc />
    public void OnCompleted(HttpExchange exchange) => _completed.TrySetResult(exchange);
}
