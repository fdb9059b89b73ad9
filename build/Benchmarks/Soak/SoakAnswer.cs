namespace Benchmarks.Soak;

/// <summary>What the server answers to a request.</summary>
internal sealed record SoakAnswer(int Status, string Body, string? RetryAfter = null)
{
    /// <summary>A refusal.</summary>
    public static SoakAnswer Refusal(int status, string? retryAfter = null) => new(status, """{"detail":"no"}""", retryAfter);
}
