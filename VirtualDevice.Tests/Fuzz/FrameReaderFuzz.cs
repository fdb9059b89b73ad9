using CsCheck;
using TeddyFirmware.Tests.Protocol;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>The same frames, cut at random places, in two ways: the same events.</summary>
public sealed class FrameReaderFuzz
{
    private static readonly Gen<byte[]> s_frame = Gen.Select(
        Gen.OneOf(0x81, 0x81, 0x81, 0x01, 0x00, 0x80, 0x82, 0x02, 0x88, 0x89, 0x89, 0x8A, 0x83, 0x8B, 0xC1, 0x09),
        Gen.Frequency((20, Gen.Int[0, 130]), (2, Gen.OneOf(125, 126, 127, 4000)), (1, Gen.OneOf(8191, 8192, 8193, 70000))),
        Gen.Int[0, 9],
        Gen.OneOf("hello, teddy", "مرحبا يا دبدوب", "\U0001F9F8 और 熊", "\u0003\u00e8 \u007f", "\u0003é"),
        Gen.Int[0, 40],
        NewFrame);

    private static readonly Gen<byte[]> s_streams = Mutation.Of(s_frame.Array[0, 6].Select(frames => frames.SelectMany(frame => frame).ToArray()));

    [Fact]
    public void The_same_events_in_whatever_pieces() => FuzzRun.Try(
        Gen.Select(s_streams, Gen.Int[1, 40].Array[1, 4], Gen.Int[1, 600].Array[1, 4]),
        input => Assert.Equal(FrameTranscript.Of(input.Item1, input.Item2), FrameTranscript.Of(input.Item1, input.Item3)),
        input => $"{Convert.ToHexString(input.Item1)} in {string.Join(' ', input.Item2)} and {string.Join(' ', input.Item3)}");

    private static byte[] NewFrame(int first, int length, int form, string text, int damage)
    {
        // A control frame that is too long ends the stream, so few are.
        length = (first & 8) != 0 && form > 1 ? length % 126 : length;
        byte[] header = form switch
        {
            0 => [(byte)first, 127, 0, 0, 0, 0, 0, (byte)(length >> 16), (byte)(length >> 8), (byte)length],
            1 => [(byte)first, (byte)(0x80 | (length & 0x7D))],
            _ when length < 126 => [(byte)first, (byte)length],
            _ when length < 65536 => [(byte)first, 126, (byte)(length >> 8), (byte)length],
            _ => [(byte)first, 127, 0, 0, 0, 0, 0, (byte)(length >> 16), (byte)(length >> 8), (byte)length],
        };
        byte[] letters = System.Text.Encoding.UTF8.GetBytes(text);
        byte[] payload = new byte[form == 1 ? length & 0x7D : length];
        for (int i = 0; i < payload.Length; i++)
        {
            payload[i] = letters[i % letters.Length];
        }

        if (payload.Length > damage && damage > 30)
        {
            payload[damage] ^= 0x80;
        }

        return [.. header, .. payload];
    }
}
