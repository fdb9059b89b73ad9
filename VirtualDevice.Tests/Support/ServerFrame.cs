using System.Buffers.Binary;
using System.Text;

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

    /// <summary>A head that claims a length, and nothing behind it.</summary>
    public static byte[] HeadOnly(byte first, long length)
    {
        byte[] claimed = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(claimed, length);
        return [first, 127, .. claimed];
    }
}
