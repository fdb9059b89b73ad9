using System.Buffers.Binary;

namespace VirtualDevice.Tests.Support;

/// <summary>The PC's random generator, but for the numbers that jitter is drawn from: those a test chooses.</summary>
/// <remarks>RandomNumbers of the core draws four bytes and takes them modulo the band's width plus one; nothing else draws four.</remarks>
internal sealed class ChosenDraws(IRandom random) : IRandom
{
    /// <summary>The number; null leaves it to chance.</summary>
    public uint? Draw { get; set; }

    public void Fill(byte[] buffer)
    {
        if (Draw is { } draw && buffer.Length == sizeof(uint))
        {
            BinaryPrimitives.WriteUInt32BigEndian(buffer, draw);
        }
        else
        {
            random.Fill(buffer);
        }
    }
}
