namespace VirtualDevice.Tests.Conformance;

/// <summary>A row of <c>upgrade-answers.json</c>: what a server answers to an upgrade, and whether the session opens.</summary>
/// <param name="Raw">The bytes, with <c>{accept}</c> for the right key.</param>
/// <param name="Opens">Whether it is an upgrade.</param>
/// <param name="Status">The status of a refusal.</param>
/// <param name="RetryAfter">Its header.</param>
/// <param name="Why">Why so.</param>
public sealed record UpgradeRow(string Raw, bool Opens, int Status = 0, string? RetryAfter = null, string? Why = null)
{
    /// <summary>All rows.</summary>
    public static UpgradeRow[] All { get; } = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Conformance", "upgrade-answers.json")))
        .RootElement.GetProperty("rows").Deserialize<UpgradeRow[]>(JsonSerializerOptions.Web)!;

    /// <summary>For a theory: a number that a test reads the row with, and a name that a person reads.</summary>
    public static IEnumerable<Xunit.TheoryDataRow<int>> Theory() =>
        All.Select((row, at) => new Xunit.TheoryDataRow<int>(at) { Label = row.Why ?? row.Raw.Split('\n')[0].Trim() });

    /// <summary>The answer's bytes.</summary>
    public byte[] Bytes(string accept) => Encoding.Latin1.GetBytes(Raw.Replace("{accept}", accept, StringComparison.Ordinal));

    /// <summary>The answer cut in pieces: whole, byte by byte, or at places that a seed draws.</summary>
    public static IEnumerable<byte[]> Pieces(byte[] answer, string cut)
    {
        var random = new Random(answer.Length);
        for (int at = 0; at < answer.Length;)
        {
            int length = cut switch { "whole" => answer.Length, "bytes" => 1, _ => random.Next(1, 60) };
            byte[] piece = [.. answer.Skip(at).Take(length)];
            at += piece.Length;
            yield return piece;
        }
    }
}
