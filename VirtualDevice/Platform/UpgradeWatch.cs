namespace VirtualDevice.Platform;

/// <summary>
/// Follows the head of the answer to an upgrade, byte by byte, to know exactly where it ends and the frames begin: both
/// may come in one read.
/// </summary>
/// <remarks>Line ends are judged as leniently as .NET's HTTP parser does it, so that both see the same end.</remarks>
internal sealed class UpgradeWatch
{
    private const int StatusStart = 9; // "HTTP/1.1 101"
    private const int StatusDigits = 3;
    private int _lineLength;
    private bool _isStatusLine = true;
    private int _status;

    /// <summary>True once a head with status 101 has ended: what follows are frames.</summary>
    public bool IsUpgraded { get; private set; }

    /// <summary>True once another final status has come: what follows is a body.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Looks at bytes that came.</summary>
    /// <returns>How many of them belong to the head, or to the body of a refusal.</returns>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length && !IsRefused; i++)
        {
            if (IsUpgraded)
            {
                return i;
            }

            Take(bytes[i]);
        }

        return bytes.Length;
    }

    private void Take(byte next)
    {
        if (next == '\n')
        {
            EndLine();
        }
        else if (next != '\r')
        {
            if (_isStatusLine && _lineLength is >= StatusStart and < StatusStart + StatusDigits)
            {
                _status = (_status * 10) + (next - '0');
            }

            // Bounded by the HTTP parser's own limit, long before this number could overflow.
            _lineLength++;
        }
    }

    private void EndLine()
    {
        bool isEndOfHead = _lineLength == 0;
        _isStatusLine = isEndOfHead;
        _lineLength = 0;
        if (!isEndOfHead)
        {
            return;
        }

        // 100 and 103 are followed by another head (RFC 9110, 15.2).
        IsUpgraded = _status == 101;
        IsRefused = _status is < 100 or > 199;
        _status = 0;
    }
}
