using System.Buffers.Binary;

namespace VirtualDevice.Tests.Support;

/// <summary>Frames of a server, right and wrong ones (RFC 6455, 5.2).</summary>
internal static class ServerFrame
{
    public static byte[] Text(string text) => Of(0x81, Encoding.UTF8.GetBytes(text));

    public static byte[] Close(int code, string reason = "") =>
        Of(0x88, [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)]);

    public static byte[] Of(byte first, params byte[] payload)
    {
        if (payload.Length < 126)
        {
            return [first, (byte)payload.Length, .. payload];
        }

        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)payload.Length);
        return [first, 126, .. length, .. payload];
    }

    /// <summary>A text in so many fragments of about the same length.</summary>
    public static byte[] Fragments(string text, int count)
    {
        byte[] all = Encoding.UTF8.GetBytes(text);
        var frames = new List<byte>();
        for (int i = 0; i < count; i++)
        {
            int first = (i == 0 ? 0x01 : 0x00) | (i == count - 1 ? 0x80 : 0x00);
            int start = (int)((long)all.Length * i / count);
            int end = (int)((long)all.Length * (i + 1) / count);
            frames.AddRange(Of((byte)first, all[start..end]));
        }

        return [.. frames];
    }

    /// <summary>A head that claims a length, and nothing behind it.</summary>
    public static byte[] HeadOnly(byte first, long length)
    {
        byte[] claimed = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(claimed, length);
        return [first, 127, .. claimed];
    }
}
