using System.Buffers.Binary;
using System.Globalization;

namespace Conformance;

/// <summary>A row of <c>frames.json</c>: what one end sends after the upgrade, and what the other end makes of it.</summary>
/// <remarks>
/// A frame is its first byte in hex, <c>/16</c> or <c>/64</c> for a length in that form, and its payload: <c>'text'</c>, <c>8192*a</c>, hex,
/// or <c>claims 99</c> for a length with nothing behind it. A client's frames are masked, a server's are not; <c>wrong-mask</c> turns that round.
/// What comes of it is a list of <c>text(…)</c>, <c>pong(…)</c>, <c>ignored</c> (a binary message), <c>long</c> (a message over the limit),
/// <c>close(code)</c> and <c>fail(code)</c>.
/// </remarks>
/// <param name="Rfc">The section.</param>
/// <param name="What">What is tried.</param>
/// <param name="Frames">What is sent.</param>
/// <param name="Gets">What comes of it.</param>
/// <param name="Server">What comes of it at a server, where that is something else; null where not.</param>
/// <param name="Why">Why so.</param>
/// <param name="Inside">Whether the last frame does not end.</param>
public sealed record FrameRow(string Rfc, string What, string[] Frames, string Gets, string? Server = null, string? Why = null, bool Inside = false)
{
    private static readonly byte[] s_mask = [0x37, 0xFA, 0x21, 0x3D];

    /// <summary>All rows.</summary>
    public static FrameRow[] All { get; } = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Conformance", "frames.json")))
        .RootElement.GetProperty("rows").Deserialize<FrameRow[]>(JsonSerializerOptions.Web)!;

    /// <summary>For a theory: a number that a test reads the row with, and a name that a person reads.</summary>
    public static IEnumerable<Xunit.TheoryDataRow<int>> Theory() =>
        All.Select((row, at) => new Xunit.TheoryDataRow<int>(at) { Label = $"{row.Rfc} {row.What}" });

    /// <summary>The row's bytes, as a server or a client sends them.</summary>
    public byte[] Bytes(bool isClient) => [.. Frames.SelectMany(frame => FrameBytes(frame, isClient))];

    /// <summary>The events of <see cref="Gets"/>, with repeated letters written out.</summary>
    public static string[] Events(string gets) => [.. SplitOutside(gets).Select(WrittenOut)];

    private static byte[] FrameBytes(string frame, bool isMasked)
    {
        if (frame.StartsWith("wrong-mask ", StringComparison.Ordinal))
        {
            return FrameBytes(frame["wrong-mask ".Length..], !isMasked);
        }

        string[] parts = frame.Split(' ', 2);
        byte first = byte.Parse(parts[0][..2], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        string form = parts[0][2..];
        string payload = parts.Length > 1 ? parts[1] : "";
        bool isClaim = payload.StartsWith("claims ", StringComparison.Ordinal);
        byte[] body = isClaim ? [] : Payload(payload);
        long length = isClaim ? long.Parse(payload["claims ".Length..], CultureInfo.InvariantCulture) : body.Length;
        byte[] lengthBytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(lengthBytes, length);
        (byte second, byte[] more) = form == "/64" || (form == "" && length > 65535) ? ((byte)127, lengthBytes)
            : form == "/16" || (form == "" && length > 125) ? ((byte)126, lengthBytes[6..])
            : ((byte)length, []);
        if (!isMasked)
        {
            return [first, second, .. more, .. body];
        }

        for (int i = 0; i < body.Length; i++)
        {
            body[i] ^= s_mask[i % 4];
        }

        return [first, (byte)(second | 0x80), .. more, .. s_mask, .. body];
    }

    private static byte[] Payload(string payload) => payload switch
    {
        ['\'', .., '\''] => Encoding.UTF8.GetBytes(payload[1..^1]),
        _ when payload.Contains('*') => Encoding.ASCII.GetBytes(Repeated(payload)),
        _ => Convert.FromHexString(payload),
    };

    private static string Repeated(string text)
    {
        string[] parts = text.Split('*');
        return new string(parts[1][0], int.Parse(parts[0], CultureInfo.InvariantCulture));
    }

    private static string WrittenOut(string happened)
    {
        int open = happened.IndexOf('(');
        string inside = open < 0 ? "" : happened[(open + 1)..^1];
        return inside.Contains('*') ? $"{happened[..open]}({Repeated(inside)})" : happened;
    }

    private static IEnumerable<string> SplitOutside(string gets)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= gets.Length; i++)
        {
            depth += i == gets.Length ? 0 : gets[i] == '(' ? 1 : gets[i] == ')' ? -1 : 0;
            if (i == gets.Length || (gets[i] == ' ' && depth == 0))
            {
                if (i > start)
                {
                    yield return gets[start..i];
                }

                start = i + 1;
            }
        }
    }
}
