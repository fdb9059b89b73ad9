using System.Net.ServerSentEvents;

namespace ServerStub.Tests.Support;

/// <summary>Reads the event stream as a page does.</summary>
public sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<JsonElement>> _items;

    private EventReader(HttpResponseMessage response, IAsyncEnumerator<SseItem<JsonElement>> items) => (_response, _items) = (response, items);

    public string? MediaType => _response.Content.Headers.ContentType?.MediaType;

    public static async Task<EventReader> OpenAsync(StubFixture stub, string query, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/control/events/stream" + query);
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        HttpResponseMessage response = await stub.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stub.Stop);
        Stream body = await response.Content.ReadAsStreamAsync(stub.Stop);
        SseParser<JsonElement> parser = SseParser.Create(body, (_, data) => JsonDocument.Parse(data.ToArray()).RootElement);
        return new EventReader(response, parser.EnumerateAsync(stub.Stop).GetAsyncEnumerator(stub.Stop));
    }

    public ValueTask<bool> HasNextAsync() => _items.MoveNextAsync();

    public async Task<SseItem<JsonElement>> NextAsync()
    {
        Assert.True(await HasNextAsync());
        return _items.Current;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        try
        {
            await _items.DisposeAsync();
        }
        catch (IOException)
        {
            // It was cut off in the middle of an item.
        }
    }
}
