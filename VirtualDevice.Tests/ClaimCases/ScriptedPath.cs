using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>One path of the stub: the answers that a case gives in its place, and the requests that arrived.</summary>
internal sealed class ScriptedPath(TimeProvider time)
{
    private readonly ConcurrentQueue<ServerAnswer> _answers = [];
    private readonly SemaphoreSlim _arrivals = new(0);
    private int _open;

    /// <summary>The answer to every request beyond the script; the stub's own unless told otherwise.</summary>
    public ServerAnswer Otherwise { get; set; } = Answer.Own;

    /// <summary>The requests' bodies, in order.</summary>
    public List<JsonElement> Requests { get; } = [];

    /// <summary>When they arrived.</summary>
    public List<DateTimeOffset> At { get; } = [];

    public int Count => Requests.Count;

    /// <summary>How many requests were under way at one moment, at most.</summary>
    public int MostOpen { get; private set; }

    public ScriptedPath Then(params IEnumerable<ServerAnswer> answers)
    {
        foreach (ServerAnswer answer in answers)
        {
            _answers.Enqueue(answer);
        }

        return this;
    }

    public void Clear()
    {
        _answers.Clear();
        Otherwise = Answer.Own;
        Requests.Clear();
        At.Clear();
        MostOpen = 0;
        while (_arrivals.Wait(0))
        {
        }
    }

    /// <summary>Ends when a request has arrived that was not waited for yet.</summary>
    public Task ArrivedAsync() => _arrivals.WaitAsync(TestContext.Current.CancellationToken).Within();

    public IEnumerable<string> Values(string field) => Requests.Select(request => request.GetProperty(field).GetString()!);

    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Method == "POST")
        {
            context.Request.EnableBuffering();
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body);
            context.Request.Body.Position = 0;
            Requests.Add(body.RootElement.Clone());
        }
        else
        {
            Requests.Add(default);
        }

        At.Add(time.GetUtcNow());
        MostOpen = Math.Max(MostOpen, Interlocked.Increment(ref _open));
        _arrivals.Release();
        try
        {
            await (_answers.TryDequeue(out ServerAnswer? answer) ? answer : Otherwise)(context, next);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
