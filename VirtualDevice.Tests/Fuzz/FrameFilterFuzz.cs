using CsCheck;
using TeddyFirmware.Session;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>The frame filter judges the same whatever the pieces in which the bytes come, and allocates nothing.</summary>
public sealed class FrameFilterFuzz
{
    private const int MaxMessageBytes = 200;

    private static readonly Gen<byte[]> Frame = Gen.Select(
        Gen.OneOf(0x81, 0x81, 0x01, 0x00, 0x80, 0x82, 0x88, 0x89, 0x8A, 0x83, 0x8B, 0xC1, 0x09),
        Gen.Frequency((6, Gen.Int[0, 130]), (1, Gen.OneOf(125, 126, 127, 199, 200, 201, 3000))),
        Gen.Int[0, 5],
        Gen.Byte.Array[0, 130],
        NewFrame);

    private static readonly Gen<byte[]> Streams = Mutation.Of(Frame.Array[0, 6].Select(frames => frames.SelectMany(frame => frame).ToArray()));

    [Fact]
    public void The_filter_judges_the_same_in_whatever_pieces_and_allocates_nothing()
    {
        Passed([1], [1]);
        FuzzRun.Try(
            Gen.Select(Streams, Gen.Int[1, 20].Array[1, 5]),
            input => Check(input.Item1, input.Item2),
            input => $"{Convert.ToHexString(input.Item1)} in {string.Join(' ', input.Item2)}");
    }

    private static void Check(byte[] stream, int[] pieces)
    {
        (byte[] whole, FrameFilter atOnce) = Passed(stream, [stream.Length + 1]);
        (byte[] parts, FrameFilter inPieces) = Passed(stream, pieces);

        Assert.Equal(whole, parts);
        Assert.Equal(
            (atOnce.Fault, atOnce.PeerCloseCode, atOnce.FrameCount, atOnce.DroppedCount),
            (inPieces.Fault, inPieces.PeerCloseCode, inPieces.FrameCount, inPieces.DroppedCount));
        Assert.True(whole.Length <= stream.Length);
        Assert.True(atOnce.Fault is 0 or CloseCode.ProtocolError or CloseCode.TooBig, $"{atOnce.Fault}");
        Assert.True(atOnce.PeerCloseCode is >= 0 and <= 65535, $"{atOnce.PeerCloseCode}");
        Assert.True(atOnce.FrameCount <= stream.Length && atOnce.DroppedCount <= atOnce.FrameCount);
    }

    private static (byte[] Kept, FrameFilter Filter) Passed(byte[] stream, int[] pieces)
    {
        var filter = new FrameFilter(MaxMessageBytes);
        var kept = new byte[stream.Length];

        // A guard at each end: nothing outside the piece is the filter's to touch.
        var buffer = new byte[Math.Min(pieces.Max(), stream.Length) + 2];
        int at = 0;
        int keptCount = 0;
        for (int i = 0; at < stream.Length; i++)
        {
            int part = Math.Min(pieces[i % pieces.Length], stream.Length - at);
            buffer[0] = buffer[part + 1] = 0xA5;
            Array.Copy(stream, at, buffer, 1, part);
            long before = GC.GetAllocatedBytesForCurrentThread();
            int count = filter.Pass(buffer, 1, part);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
            Assert.True(count >= 0 && count <= part && buffer[0] == 0xA5 && buffer[part + 1] == 0xA5);
            Array.Copy(buffer, 1, kept, keptCount, count);
            keptCount += count;
            at += part;
        }

        return (kept[..keptCount], filter);
    }

    private static byte[] NewFrame(int first, int length, int form, byte[] payload)
    {
        byte[] header = form switch
        {
            0 => [(byte)first, 126, (byte)(length >> 8), (byte)length],
            1 => [(byte)first, 127, 0, 0, 0, 0, 0, (byte)(length >> 16), (byte)(length >> 8), (byte)length],
            2 => [(byte)first, (byte)(0x80 | (length & 0x7F))],
            _ => [(byte)first, (byte)(length % 126)],
        };
        int bytes = form < 2 ? length : length % 126;
        Array.Resize(ref payload, bytes);
        return [.. header, .. payload];
    }
}
