using System.Buffers.Binary;
using System.Security.Cryptography;
using TeddyFirmware.Session;

namespace VirtualDevice.Platform;

/// <summary>The few frames that we write ourselves, masked as a client's have to be (RFC 6455, 5.2 and 5.3).</summary>
internal static class ClientFrames
{
    private const byte FinalClose = 0x88;
    private const byte FinalPing = 0x89;
    private const byte Masked = 0x80;
    private const int MaskStart = 2;
    private const int MaskBytes = 4;
    private const int HeadBytes = MaskStart + MaskBytes;

    /// <summary>An empty ping, to be used again and again.</summary>
    public static byte[] NewPing() => [FinalPing, Masked, 0, 0, 0, 0];

    /// <summary>Gives a ping a new mask: each frame has its own.</summary>
    public static void Mask(byte[] ping) => RandomNumberGenerator.Fill(ping.AsSpan(MaskStart, MaskBytes));

    /// <summary>A close frame; 1005 makes one without a code.</summary>
    public static byte[] NewClose(int code)
    {
        int bodyBytes = code == CloseCode.NoCode ? 0 : 2;
        byte[] frame = new byte[HeadBytes + bodyBytes];
        frame[0] = FinalClose;
        frame[1] = (byte)(Masked | bodyBytes);
        RandomNumberGenerator.Fill(frame.AsSpan(MaskStart, MaskBytes));
        if (bodyBytes > 0)
        {
            int mask = BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(MaskStart));
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(HeadBytes), (ushort)(code ^ mask));
        }

        return frame;
    }

    /// <summary>The code in a masked close frame; 0 where it is another frame, or has none.</summary>
    public static int CloseCodeIn(ReadOnlySpan<byte> frame) => frame.Length >= HeadBytes + 2 && frame[0] == FinalClose
        ? BinaryPrimitives.ReadUInt16BigEndian(frame[HeadBytes..]) ^ BinaryPrimitives.ReadUInt16BigEndian(frame[MaskStart..])
        : 0;
}
