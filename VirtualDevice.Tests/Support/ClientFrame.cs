using System.Buffers.Binary;

namespace VirtualDevice.Tests.Support;

/// <summary>A frame that the client sent, its mask taken off.</summary>
/// <param name="First">Its first byte: FIN and opcode.</param>
/// <param name="IsMasked">Whether it was masked, as a client's must be.</param>
/// <param name="Payload">Its payload.</param>
internal sealed record ClientFrame(byte First, bool IsMasked, byte[] Payload)
{
    public bool IsText => First == 0x81;

    public bool IsPing => First == 0x89;

    public bool IsPong => First == 0x8A;

    public string Text => Encoding.UTF8.GetString(Payload);

    /// <summary>The code of a close frame; 1005 for an empty one, 0 for another frame.</summary>
    public int CloseCode => First != 0x88 ? 0 : Payload.Length == 0 ? 1005 : BinaryPrimitives.ReadUInt16BigEndian(Payload);
}
