using System.Text;

namespace VirtualDevice.Platform;

/// <summary>Reads the Connection header of an upgrade as the list it is, for a library that does not.</summary>
/// <remarks>
/// RFC 6455, 4.1 asks for a token "upgrade" among those of the header, in any case, and RFC 9110, 5.3 and 7.6.1 let a
/// server or a proxy put others beside it, on the same line or on another. .NET takes one line with this one word alone.
/// </remarks>
internal static class ConnectionHeader
{
    private static ReadOnlySpan<byte> Name => "Connection:"u8;

    private static ReadOnlySpan<byte> Token => "Upgrade"u8;

    /// <summary>Leaves of all Connection lines one, with this token alone; none where no line lists it.</summary>
    /// <param name="head">The head of an answer, changed in place.</param>
    /// <returns>How long it is now: never longer than before.</returns>
    public static int Normalize(Span<byte> head)
    {
        int kept = 0;
        bool isFound = false;
        for (int at = 0; at < head.Length;)
        {
            int end = head[at..].IndexOf((byte)'\n');
            Span<byte> line = end < 0 ? head[at..] : head.Slice(at, end + 1);
            at += line.Length;
            if (!IsConnection(line))
            {
                line.CopyTo(head[kept..]);
                kept += line.Length;
            }
            else if (!isFound && ListsToken(line[Name.Length..]))
            {
                isFound = true;
                kept += Write(head[kept..]);
            }
        }

        return kept;
    }

    private static bool IsConnection(ReadOnlySpan<byte> line) =>
        line.Length > Name.Length && Ascii.EqualsIgnoreCase(line[..Name.Length], Name);

    private static bool ListsToken(ReadOnlySpan<byte> value)
    {
        foreach (Range part in value.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(value[part].Trim(" \t\r\n"u8), Token))
            {
                return true;
            }
        }

        return false;
    }

    // Without the customary space and with a line feed alone, so that it fits into the shortest line that was ever read.
    private static int Write(Span<byte> target)
    {
        Name.CopyTo(target);
        Token.CopyTo(target[Name.Length..]);
        target[Name.Length + Token.Length] = (byte)'\n';
        return Name.Length + Token.Length + 1;
    }
}
