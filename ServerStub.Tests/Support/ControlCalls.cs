using System.Net.Http.Json;

namespace ServerStub.Tests.Support;

/// <summary>Calls of the control API, as a page or a script makes them.</summary>
public static class ControlCalls
{
    public static async Task<(HttpStatusCode Status, JsonElement Body)> ControlAsync(
        this StubFixture stub, HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, "/control" + path);
        request.Content = body is null ? null : JsonContent.Create(body);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await stub.Http.SendAsync(request, stub.Stop);
        string text = await response.Content.ReadAsStringAsync(stub.Stop);
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public static async Task<JsonElement> GetControlAsync(this StubFixture stub, string path)
    {
        (HttpStatusCode status, JsonElement body) = await stub.ControlAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    /// <summary>Plans a fault; it must be taken.</summary>
    public static async Task<JsonElement> PlanAsync(this StubFixture stub, object step)
    {
        (HttpStatusCode status, JsonElement body) = await stub.ControlAsync(HttpMethod.Post, "/faults", step);
        Assert.True(status == HttpStatusCode.Created, body.ToString());
        return body;
    }

    /// <summary>The handle of the only device.</summary>
    public static async Task<string> HandleAsync(this StubFixture stub) =>
        (await stub.GetControlAsync("/devices")).GetProperty("devices")[0].GetProperty("handle").GetString()!;

    /// <summary>The fields that an error names.</summary>
    public static string[] Fields(this JsonElement error) =>
        [.. error.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("field").GetString()!)];
}
