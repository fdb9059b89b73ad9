using CsCheck;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>JSON as servers send it and as they had better not: every kind of value, escape and nesting.</summary>
internal static class JsonSamples
{
    private static readonly Gen<string> s_blank = Gen.OneOf("", "", "", " ", "\n\t ", "\r\n");

    private static readonly Gen<string> s_piece = Gen.OneOf(
        "a", "Z", "9", "-", "_", ".", " ", "\\\"", "\\\\", "\\/", "\\n", "\\u0041", "\\u00e9", "\\u0000", "\\uD83D\\uDE00",
        "\\ud800", "\\x", "é", "€", "😀", "access");

    private static readonly Gen<string> s_number = Gen.OneOf(
        Gen.OneOf("0", "-0", "01", "-", "1.", ".5", "1e5", "1E+5", "2e", "3600.75", "-3600", "999999999999999", "1234567890123456", "9223372036854775808"),
        Gen.Long.Select(number => number.ToString()));

    private static readonly Gen<string> s_scalar = Gen.OneOf(
        Gen.OneOf("null", "true", "false", "nul", "True"), s_number, s_piece.Array[0, 12].Select(Quote));

    private static readonly Gen<string> s_flat = Gen.Frequency(
        (6, s_scalar),
        (1, s_scalar.Array[0, 3].Select(values => $"[{string.Join(", ", values)}]")),
        (1, Gen.Select(s_piece.Array[0, 3], s_scalar, (name, value) => $"{{{Quote(name)}:{value}}}")),
        (1, Gen.Int[1, 40].Select(depth => new string('[', depth) + new string(']', depth))),
        (1, Gen.Int[1, 40].Select(depth => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth))));

    /// <summary>Any value.</summary>
    public static Gen<string> Value { get; } = Gen.Frequency(
        (4, s_flat),
        (1, Gen.Select(s_piece.Array[0, 3], s_flat, s_flat, (name, first, second) => $"{{{Quote(name)}:{first},\"b\" : {second}}}")),
        (1, s_flat.Array[0, 4].Select(values => $"[{string.Join(',', values)}]")));

    /// <summary>An object with some of the names that a parser looks for, beside others.</summary>
    /// <param name="names">The names.</param>
    /// <param name="likely">Values that it takes.</param>
    public static Gen<byte[]> Objects(string[] names, Gen<string> likely)
    {
        Gen<string> name = Gen.Frequency(
            (6, Gen.OneOf(names).Select(text => $"\"{text}\"")),
            (1, Gen.OneOf(names).Select(text => $"\"\\u{(int)text[0]:x4}{text[1..]}\"")),
            (2, s_piece.Array[0, 4].Select(Quote)));
        Gen<string> value = Gen.Frequency((5, likely), (2, Value));
        return Gen.Select(name, value, s_blank, (left, right, blank) => $"{blank}{left}{blank}:{blank}{right}")
            .Array[0, 10]
            .Select(members => Encoding.UTF8.GetBytes($"{{{string.Join(',', members)}}}"));
    }

    private static string Quote(string[] pieces) => $"\"{string.Concat(pieces)}\"";
}
