namespace ServerStub.Sessions;

/// <summary>Follows a client's frames as their bytes pass, and notices one without a mask (RFC 6455, 5.1 and 5.2).</summary>
internal sealed class MaskWatch
{
    /// <summary>The longest head of a frame: two bytes, a length of eight and a mask of four.</summary>
    public const int LongestMaskedHead = 14;

    private const byte MaskBit = 0x80;
    private const byte LengthBits = 0x7F;
    private const int LengthInTwoBytes = 126;
    private const int LengthInEightBytes = 127;
    private const int MaskBytes = 4;

    private readonly byte[] _head = new byte[LongestMaskedHead - MaskBytes];
    private int _headBytes;
    private ulong _leftOfBody;

    /// <summary>True once a frame without a mask has begun; then nothing more is followed.</summary>
    public bool SawUnmasked { get; private set; }

    /// <summary>Takes what has been read.</summary>
    public void Pass(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !SawUnmasked)
        {
            if (_leftOfBody > 0)
            {
                int skipped = (int)Math.Min(_leftOfBody, (ulong)bytes.Length);
                _leftOfBody -= (ulong)skipped;
                bytes = bytes[skipped..];
                continue;
            }

            _head[_headBytes++] = bytes[0];
            bytes = bytes[1..];
            LookAtHead();
        }
    }

    private void LookAtHead()
    {
        if (_headBytes < 2)
        {
            return;
        }

        SawUnmasked = (_head[1] & MaskBit) == 0;
        int length = _head[1] & LengthBits;
        int lengthBytes = length switch { LengthInTwoBytes => 2, LengthInEightBytes => 8, _ => 0 };
        if (_headBytes < 2 + lengthBytes)
        {
            return;
        }

        ulong body = lengthBytes == 0 ? (ulong)length : 0;
        foreach (byte next in _head.AsSpan(2, lengthBytes))
        {
            body = (body << 8) | next;
        }

        // A length beyond what the session allows ends it soon enough: it only must not wrap around here.
        _leftOfBody = Math.Min(body, long.MaxValue) + MaskBytes;
        _headBytes = 0;
    }
}
