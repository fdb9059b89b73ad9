using System.Text.RegularExpressions;

namespace ServerStub.Http;

/// <summary>What a text field of a JSON body must be.</summary>
/// <param name="Name">Its name in the body.</param>
/// <param name="IsRequired">False: may be missing or null.</param>
/// <param name="MinLength">Fewest characters.</param>
/// <param name="MaxLength">Most characters.</param>
/// <param name="Pattern">All of its characters.</param>
/// <param name="Meaning">What the pattern asks for, in words.</param>
/// <param name="IsEvenLength">True for whole bytes in hex.</param>
internal sealed partial record BodyField(
    string Name, bool IsRequired, int MinLength, int MaxLength, Regex Pattern, string Meaning, bool IsEvenLength = false)
{
    // \z and not $: $ would let a line feed at the end pass.
    [GeneratedRegex(@"\A[A-Za-z0-9_-]*\z")]
    public static partial Regex Id { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]*\z")]
    public static partial Regex Version { get; }

    [GeneratedRegex(@"\A[0-9A-Fa-f]*\z")]
    public static partial Regex Hex { get; }

    [GeneratedRegex(@"\A[!-~]*\z")]
    public static partial Regex Printable { get; }

    /// <summary>What is wrong with a value, in FastAPI's words and without the value; null where nothing is.</summary>
    public FieldError? FindProblem(string value) => value switch
    {
        _ when value.Length < MinLength => Error($"String should have at least {MinLength} characters", "string_too_short"),
        _ when value.Length > MaxLength => Error($"String should have at most {MaxLength} characters", "string_too_long"),
        _ when !Pattern.IsMatch(value) => Error($"String should be {Meaning}", "string_pattern_mismatch"),
        _ when IsEvenLength && value.Length % 2 != 0 => Error("Value error, must have an even number of characters", "value_error"),
        _ => null,
    };

    /// <summary>An error that names this field.</summary>
    public FieldError Error(string message, string type) => new(["body", Name], message, type);
}
