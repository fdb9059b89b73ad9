using System.Net;
using System.Net.Http.Headers;
using TeddyFirmware.Platform;

namespace VirtualDevice.Platform;

/// <summary>One exchange: a POST, its bounded answer, and what became of it.</summary>
internal sealed class HttpCall
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");
    private readonly SecureConnection _connection;
    private readonly CancellationTokenSource _deadline;
    private readonly HttpExchange _exchange;
    private readonly IHttpCompletion _completion;
    private readonly Lock _gate = new();
    private volatile bool _isAbandoned;
    private bool _isOver;

    public HttpCall(ServerLink server, TimeProvider time, HttpExchange exchange, IHttpCompletion completion)
    {
        _connection = new SecureConnection(server, time.GetUtcNow(), progress: Enter);
        _deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(exchange.ConnectDeadlineMs), time);
        _exchange = exchange;
        _completion = completion;
    }

    /// <summary>Drops the connection; no report comes any more, except one that is on its way already.</summary>
    public void Abandon()
    {
        _isAbandoned = true;
        _connection.Dispose();
    }

    /// <summary>Runs the exchange and reports it once.</summary>
    public async Task RunAsync()
    {
        try
        {
            _exchange.Outcome = await ExchangeAsync(_deadline.Token).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            _exchange.Outcome = _deadline.IsCancellationRequested ? HttpOutcome.TimedOut : Judge(problem);
            _exchange.ErrorClass = problem.GetBaseException().GetType().Name;
        }

        End();

        // Before the report: the core may open the next connection at once, and there are never two (contract, section 5).
        _connection.Dispose();
        if (!_isAbandoned)
        {
            _completion.OnCompleted(_exchange);
        }
    }

    // .NET goes on with a handshake for a while after its request was given up: from the end on that is of no interest.
    private void Enter(HttpPhase phase)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            _exchange.Phase = phase;
            if (phase == HttpPhase.Answer)
            {
                _deadline.CancelAfter(_exchange.AnswerDeadlineMs);
            }
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _isOver = true;
            _deadline.Dispose();
        }
    }

    private async Task<HttpOutcome> ExchangeAsync(CancellationToken deadline)
    {
        using HttpRequestMessage request = CreateRequest();
        using HttpResponseMessage response = await _connection.Invoker.SendAsync(request, deadline).ConfigureAwait(false);
        _exchange.Status = (int)response.StatusCode;
        _exchange.RetryAfter = AsItCame(response.Headers, "Retry-After");
        _exchange.ContentType = AsItCame(response.Content.Headers, "Content-Type");
        if (response.Content.Headers.ContentLength > HttpExchange.MaxBodyBytes)
        {
            return HttpOutcome.BodyTooLong;
        }

        using Stream body = await response.Content.ReadAsStreamAsync(deadline).ConfigureAwait(false);
        return await ReadBodyAsync(body, deadline).ConfigureAwait(false);
    }

    private HttpRequestMessage CreateRequest()
    {
        var content = new ByteArrayContent(_exchange.RequestBody);
        content.Headers.ContentType = s_json;
        var request = new HttpRequestMessage(HttpMethod.Post, _exchange.Url)
        {
            Content = content,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.ConnectionClose = true;
        return request;
    }

    private async Task<HttpOutcome> ReadBodyAsync(Stream body, CancellationToken deadline)
    {
        int length = 0;
        int read;
        do
        {
            read = await body.ReadAsync(_exchange.Body.AsMemory(length), deadline).ConfigureAwait(false);
            length += read;
        }
        while (read > 0 && length < HttpExchange.MaxBodyBytes);

        // One byte more than the buffer holds tells a full one from a body that is too long.
        if (read > 0 && await body.ReadAsync(new byte[1], deadline).ConfigureAwait(false) > 0)
        {
            return HttpOutcome.BodyTooLong;
        }

        _exchange.BodyLength = length;
        return HttpOutcome.Answered;
    }

    private HttpOutcome Judge(Exception problem) => problem switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => HttpOutcome.TlsRefused,
        _ when _exchange.Status != 0 => HttpOutcome.BodyBroken,
        _ => HttpOutcome.Unreachable,
    };

    private static string? AsItCame(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : null;
}
