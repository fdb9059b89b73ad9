using TeddyFirmware.Dialing;

namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>A name with several addresses, over the PC's transports: the order, the shares and the words are the core's, as on the board.</summary>
public sealed class AddressTests : IAsyncDisposable
{
    private static readonly IPAddress s_other = IPAddress.Parse("127.0.0.2");
    private readonly TestAuthority _authority = new();
    private readonly RawTlsServer _server;

    public AddressTests() => _server = new RawTlsServer(_authority.CreateServer(), RawPeer.Answering(HttpBench.Good));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _authority.Dispose();
    }

    [Fact]
    public async Task An_address_that_takes_no_connection_costs_its_share_and_the_next_is_tried()
    {
        using var dead = new DeafPort(s_other, _server.EndPoint.Port);

        HttpExchange exchange = await PostAsync(new AddressOrder(), 4000, s_other, IPAddress.Loopback);

        Assert.Equal((HttpOutcome.Answered, 200), (exchange.Outcome, exchange.Status));
        Assert.Equal(HttpPhase.Answer, exchange.Phase);
    }

    [Fact]
    public async Task An_address_that_takes_connections_and_is_silent_costs_its_share_and_the_next_is_tried()
    {
        using var silent = new TcpListener(s_other, _server.EndPoint.Port);
        silent.Start();

        HttpExchange exchange = await PostAsync(new AddressOrder(), 4000, s_other, IPAddress.Loopback);

        Assert.Equal(200, exchange.Status);
    }

    [Fact]
    public async Task The_address_that_worked_is_tried_first_the_next_time_also_for_the_session()
    {
        using var silent = new TcpListener(s_other, _server.EndPoint.Port);
        silent.Start();
        var order = new AddressOrder();
        await PostAsync(order, 4000, s_other, IPAddress.Loopback);
        Assert.True(silent.Pending());
        silent.AcceptSocket().Dispose();

        await PostAsync(order, 4000, s_other, IPAddress.Loopback);
        var listener = new ListenerRecorder();
        new WebSocketTransport(LinkTo(s_other, IPAddress.Loopback), TimeProvider.System, order).Open(
            _server.Url("wss", "/").AbsoluteUri, 20_000, listener);
        Assert.Equal("refused HttpStatus 200 -", await listener.NextAsync());

        Assert.False(silent.Pending());
    }

    [Fact]
    public async Task Addresses_of_which_none_answers_are_named_each_with_its_word()
    {
        using var silent = new TcpListener(s_other, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var refused = IPAddress.Parse("127.0.0.3");

        HttpExchange exchange = await PostAsync(new AddressOrder(), 2000, port, refused, s_other);

        Assert.Equal("127.0.0.3:refused,127.0.0.2:silent", exchange.ErrorClass);
        Assert.Equal(HttpOutcome.TimedOut, exchange.Outcome);
        Assert.True(exchange.Phase < HttpPhase.Answer);
    }

    [Theory]
    [InlineData("HTTP/1.0 400 Bad Request\r\n\r\n", HttpOutcome.TlsRefused, "not-tls")]
    [InlineData("", HttpOutcome.Unreachable, "refused")]
    public async Task A_peer_without_TLS_is_called_that(string says, HttpOutcome outcome, string word)
    {
        await using var plain = new RawTcpServer(async (stream, stop) =>
        {
            await stream.ReadExactlyAsync(new byte[5], stop);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(says), stop);
        });

        HttpExchange exchange = await PostAsync(new AddressOrder(), 10_000, plain.EndPoint.Port, IPAddress.Loopback);

        Assert.Equal((outcome, word), (exchange.Outcome, exchange.ErrorClass));
    }

    [Fact]
    public async Task A_name_without_an_address_is_called_that()
    {
        HttpExchange exchange = await HttpBench.Post(new HttpTransport(new ServerLink(_authority.Trust), TimeProvider.System), "no-such-host.invalid").Completed;

        Assert.Equal(("no-address", HttpPhase.Resolving), (exchange.ErrorClass, exchange.Phase));
    }

    private ServerLink LinkTo(params IPAddress[] addresses) =>
        new(_authority.Trust) { LookUp = (_, _) => Task.FromResult(addresses) };

    private Task<HttpExchange> PostAsync(AddressOrder order, int limitMs, params IPAddress[] addresses) =>
        PostAsync(order, limitMs, _server.EndPoint.Port, addresses);

    private Task<HttpExchange> PostAsync(AddressOrder order, int limitMs, int port, params IPAddress[] addresses) =>
        HttpBench.Post(new HttpTransport(LinkTo(addresses), TimeProvider.System, order), $"localhost:{port}", limitMs).Completed;
}
