namespace VirtualDevice.Tests.Page;

/// <summary>The logic of the page's modules, each by itself, in the browser that will run them.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class PageModuleTests(Chromium chromium) : BenchTests
{
    [Theory]
    [InlineData("[':ok\\n\\nid: r-1\\ndata: {\"a\":1}\\n\\n']", "message|r-1|{\"a\":1}")]
    [InlineData("['event: hel', 'lo\\nda', 'ta:x\\n', '\\n']", "hello||x")]
    [InlineData("['data: one\\r\\ndata: two\\r\\n\\r\\n']", "message||one\ntwo")]
    [InlineData("['id: 7\\ndata: a\\n\\ndata: b\\n\\n']", "message|7|a message|7|b")]
    [InlineData("['event: beat\\n\\n', 'data: unfinished\\n']", "")]
    [InlineData("['data\\n\\n']", "message||")]
    public Task The_event_stream_is_read_as_the_standard_says(string pieces, string events) => AssertAsync(events, $$"""
        const { SseParser } = await import('/script/api/sse.js');
        const parser = new SseParser();
        return {{pieces}}.flatMap(piece => parser.push(piece)).map(e => `${e.type}|${e.id ?? ''}|${e.data}`).join(' ');
        """);

    [Theory]
    [InlineData("[open(10), close(20), open(25)]", "undefined", "10-20 25-now")]
    [InlineData("[close(20, 5)]", "undefined", "15-20")]
    [InlineData("[]", "{ opened: at(3), frozen: false }", "3-now")]
    [InlineData("[open(10), frozen(12)]", "{ opened: at(10), frozen: true }", "10-now frozen 12")]
    [InlineData("[open(10), close(20)]", "{ opened: at(10), frozen: false }", "10-20")]
    public Task Sessions_are_the_times_between_opening_and_close(string marks, string session, string spans) => AssertAsync(spans, $$"""
        const { sessionSpans } = await import('/script/model/sessions.js');
        const at = s => new Date(s * 1000).toISOString();
        const mark = (s, kind, ms) => ({ at: s * 1000, event: { kind, ms } });
        const open = s => mark(s, 'session_opened'), close = (s, forS) => mark(s, 'session_closed', forS * 1000 || undefined), frozen = s => mark(s, 'session_frozen');
        return sessionSpans({{marks}}, {{session}}).map(s => `${s.from / 1000}-${s.to ? s.to / 1000 : 'now'}${s.frozenAt ? ' frozen ' + s.frozenAt / 1000 : ''}`).join(' ');
        """);

    [Theory]
    [InlineData("[got(5), sent(11), sent(40)]", "sent 1x40, echo 1x11, got 1x5")]
    [InlineData("[sent(64), sent(64), sent(64)]", "sent 3x192")]
    [InlineData("[sent(64), sent(65), { ...sent(65), at: '2027-01-02T03:05:00Z' }]", "sent 1x65, sent 1x65, sent 1x64")]
    [InlineData("[sent(64), got(1), sent(64)]", "sent 1x64, got 1x1, sent 1x64")]
    [InlineData("[sent(1), { gap: 'lost', at: 1 }, sent(1)]", "sent 1x1, lost, sent 1x1")]
    [InlineData("[sent(1), { ...sent(1), handle: 'b' }, sent(1)]", "sent 1x1, sent 1x1, sent 1x1")]
    public Task A_flood_of_texts_is_one_line_and_an_echo_is_called_so(string entries, string rows) => AssertAsync(rows, $$"""
        const { eventRows } = await import('/script/model/eventRows.js');
        let id = 0;
        const text = (kind, bytes) => ({ id: ++id, at: `2027-01-02T03:04:05.${100 + id}Z`, kind, bytes, handle: 'a' });
        const got = bytes => text('text_received', bytes), sent = bytes => text('text_sent', bytes);
        return eventRows({{entries}}, () => true, 9)
          .map(r => r.gap ?? `${r.isEcho ? 'echo' : r.event.kind === 'text_sent' ? 'sent' : 'got'} ${r.count}x${r.bytes}`).join(', ');
        """);

    [Fact]
    public Task Ages_and_sizes_are_short() => AssertAsync("0 s, 59 s, 1 min, 2 h 5 min, 3 d 4 h, 0 s; 1 byte, 999 bytes, 8.2 KB; 12.3 ms, 1.5 s, 2 min", """
        const { duration, size, took } = await import('/script/view/format.js');
        return [[0, 59_999, 60_000, 7_500_000, 273_600_000, -5].map(duration).join(', '), [1, 999, 8193].map(size).join(', '), [12.3, 1500, 120_000].map(took).join(', ')].join('; ');
        """);

    [Fact]
    public Task An_event_that_the_page_does_not_know_yet_is_shown_by_its_name() => AssertAsync("moon landed quiet", """
        const { kindOf } = await import('/script/model/kinds.js');
        const event = { kind: 'moon_landed' };
        return `${kindOf(event).title(event)} ${kindOf(event).tone(event)}`;
        """);

    private async Task AssertAsync(string expected, string script)
    {
        using BrowserPage page = chromium.Open(new Uri(Bench.Stub.BaseUri, "/icon.svg"));

        Assert.Equal(expected, page.RunAsync<string>(script));
    }
}
