namespace VirtualDevice.Tests.Contract;

/// <summary>The server that the board's own tests call, <c>build/ContractServer/</c>, is one for boards: its TLS records are small.</summary>
public sealed class ContractRecordTests
{
    private const byte ApplicationData = 23;

    // RFC 5246, 6.2.3.3 with RFC 5288: 8 bytes of nonce and 16 of tag. RFC 8446, 5.2: one byte of type and 16 of tag.
    private const int MaxOverhead = 24;

    [Fact]
    public async Task A_large_body_leaves_in_records_that_a_board_takes()
    {
        using var authority = new TestAuthority();
        await using var server = new RawTlsServer(authority.CreateServer(), ContractScript.ServeAsync);
        using var relay = new RecordRelay(server.EndPoint.Port);
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = authority.Trust.CreateOptions(DateTimeOffset.UtcNow) });
        using var empty = new ByteArrayContent([]);

        using HttpResponseMessage answer = await http.PostAsync(new Uri($"https://localhost:{relay.Port}/contract/body/8192"), empty, TestContext.Current.CancellationToken);

        Assert.Equal(8192, (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
        int[] lengths = [.. relay.Records.Where(record => record.Type == ApplicationData).Select(record => record.Length)];
        Assert.True(lengths.Sum() >= 8192, "The relay has missed records.");
        Assert.InRange(lengths.Max(), 1, 4096 + MaxOverhead);
    }
}
