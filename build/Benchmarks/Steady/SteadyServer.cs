using System.Text;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;

namespace Benchmarks.Steady;

/// <summary>
/// A server without a network: it answers within the call, and allocates nothing for a ping or for a text that it knows, so that
/// what is allocated is the core's.
/// </summary>
internal sealed class SteadyServer : IHttpTransport, IWebSocketTransport
{
    private const int TokenLifetimeSeconds = 30 * 24 * 3600;
    private static readonly byte[] s_tokens = Encoding.UTF8.GetBytes(
        TestToken.Answer(TestToken.Make("access", TokenLifetimeSeconds), TestToken.Make("refresh", TokenLifetimeSeconds)));

    private IWebSocketListener? _listener;
    private byte[] _echo = [];
    private byte[] _processed = [];

    /// <summary>How many pings came.</summary>
    public int Pings { get; private set; }

    /// <summary>How many texts came that it was told of.</summary>
    public int Texts { get; private set; }

    /// <summary>Tells it which texts will come, so that it has its answers ready.</summary>
    public void Expect(string text)
    {
        _echo = Encoding.UTF8.GetBytes(EchoTracker.Prefix + text);
        _processed = Encoding.UTF8.GetBytes($$"""{"type":"processed","seq":1,"length":{{text.Length}}}""");
    }

    /// <inheritdoc />
    public void Begin(HttpExchange exchange, IHttpCompletion completion)
    {
        exchange.Outcome = HttpOutcome.Answered;
        exchange.Phase = HttpPhase.Answer;
        exchange.Status = 200;
        exchange.TryAppend(s_tokens, 0, s_tokens.Length);
        completion.OnCompleted(exchange);
    }

    /// <inheritdoc />
    public void Abandon()
    {
    }

    /// <inheritdoc />
    public void Open(string url, int deadlineMs, IWebSocketListener listener)
    {
        _listener = listener;
        listener.OnOpened();
    }

    /// <inheritdoc />
    public bool Send(byte[] message, int length)
    {
        _listener!.OnSent();
        if (length == _echo.Length - EchoTracker.Prefix.Length)
        {
            Texts++;
            _listener.OnText(_echo, _echo.Length);
            _listener.OnText(_processed, _processed.Length);
        }

        return true;
    }

    /// <inheritdoc />
    public void Ping()
    {
        Pings++;
        _listener!.OnAlive();
    }

    /// <inheritdoc />
    public void Close(int closeCode) => _listener!.OnClosed(closeCode);

    /// <inheritdoc />
    public void Abort() => _listener = null;
}
