using System.Security.Authentication;
using TeddyFirmware.Dialing;
using TeddyFirmware.Protocol;

namespace VirtualDevice.Platform;

/// <summary>One exchange: a POST, its bounded answer, and what became of it; request and answer are the core's, as on the board.</summary>
internal sealed class HttpCall(
    ServerLink server, TimeProvider time, AddressOrder addresses, HttpExchange exchange, IHttpCompletion completion)
{
    private const int PartBytes = 512;
    private readonly SecureConnection _connection = new(server, time, addresses, phase => exchange.Phase = phase);
    private readonly HttpAnswer _answer = new(exchange);
    private volatile bool _isAbandoned;

    /// <summary>Drops the connection; no report comes any more, except one that is on its way already.</summary>
    public void Abandon()
    {
        _isAbandoned = true;
        _connection.Dispose();
    }

    /// <summary>Runs the exchange and reports it once.</summary>
    public async Task RunAsync()
    {
        using (var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(exchange.ConnectDeadlineMs), time))
        {
            try
            {
                await ExchangeAsync(deadline).ConfigureAwait(false);
                (exchange.Outcome, exchange.ErrorClass) = (_answer.Outcome, _answer.Fault);
            }
            catch (Exception problem)
            {
                _answer.TakeEnd();
                exchange.Outcome = problem is PeerFault fault ? HttpExchange.OutcomeOf(fault.Failure)
                    : deadline.IsCancellationRequested ? HttpOutcome.TimedOut
                    : problem is AuthenticationException ? HttpOutcome.TlsRefused
                    : _answer.Outcome;
                exchange.ErrorClass = PeerFault.WordOf(problem);
            }
        }

        // Before the report: the core may open the next connection at once, and there are never two (contract, section 5).
        _connection.Dispose();
        if (!_isAbandoned)
        {
            completion.OnCompleted(exchange);
        }
    }

    private async Task ExchangeAsync(CancellationTokenSource limit)
    {
        CancellationToken deadline = limit.Token;
        ServerUrl url = ServerUrl.Parse(exchange.Url) ?? throw new UriFormatException("No https:// URL.");
        byte[] content = exchange.RequestBody;
        Stream stream = await _connection.OpenAsync(url.Host, url.Port, exchange.ConnectDeadlineMs, deadline).ConfigureAwait(false);
        exchange.Phase = HttpPhase.Answer;
        limit.CancelAfter(exchange.AnswerDeadlineMs);
        await stream.WriteAsync(HttpRequest.Post(url, content.Length), deadline).ConfigureAwait(false);
        await stream.WriteAsync(content, deadline).ConfigureAwait(false);
        byte[] part = new byte[PartBytes];
        while (_answer.Outcome == HttpOutcome.None)
        {
            int read = await stream.ReadAsync(part, deadline).ConfigureAwait(false);
            if (read == 0)
            {
                _answer.TakeEnd();
            }

            _answer.Take(part, read);
        }
    }
}
