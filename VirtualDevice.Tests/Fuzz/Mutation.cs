using CsCheck;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>One change to a valid sample, of the kinds that break parsers.</summary>
internal sealed record Mutation(int Kind, int At, int Length, byte Value)
{
    private static readonly byte[][] s_pieces =
    [
        "\""u8.ToArray(), "\\"u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(),
        ":"u8.ToArray(), "\\u"u8.ToArray(), "\\uD800"u8.ToArray(), "\\u0000"u8.ToArray(), "null"u8.ToArray(), "1e9"u8.ToArray(),
        "-"u8.ToArray(), "."u8.ToArray(), "=="u8.ToArray(), [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF],
        [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
        [0x7F, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0],
    ];

    /// <summary>Up to six changes.</summary>
    public static Gen<Mutation[]> Some { get; } =
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 9999], Gen.Int[0, 40], Gen.Byte, (kind, at, length, value) => new Mutation(kind, at, length, value))
            .Array[1, 6];

    /// <summary>Mostly changed samples, some whole ones, and some noise.</summary>
    public static Gen<byte[]> Of(Gen<byte[]> samples) => Gen.Frequency(
        (6, Gen.Select(samples, Some, Apply)),
        (3, samples),
        (1, Gen.Byte.Array[0, 300]));

    public static byte[] Apply(byte[] sample, Mutation[] changes) => changes.Aggregate(sample, (data, change) => change.Apply(data));

    private byte[] Apply(byte[] data)
    {
        int at = data.Length == 0 ? 0 : At % data.Length;
        int end = Math.Min(at + Length, data.Length);
        byte[] piece = s_pieces[Value % s_pieces.Length];
        switch (Kind)
        {
            case 0 when data.Length > 0: return [.. data[..at], (byte)(data[at] ^ (1 << (Value & 7))), .. data[(at + 1)..]];
            case 1 when data.Length > 0: return [.. data[..at], Value, .. data[(at + 1)..]];
            case 2: return [.. data[..at], .. data[end..]];
            case 3: return [.. data[..end], .. data[at..]];
            case 4: return [.. data[..at], .. piece, .. data[at..]];
            case 5: return [.. data[..at], .. piece, .. data[Math.Min(at + piece.Length, data.Length)..]];
            case 6: return data[..at];
            default: return [.. data, .. piece];
        }
    }
}
