using System.Runtime.CompilerServices;

namespace VirtualDevice.Platform;

/// <summary>
/// The stream between TLS and the frames while the upgrade is answered: holds the head of the answer back until all of
/// it is there, so that the library sees it in the one form that it takes, and never in one read with a frame.
/// </summary>
/// <remarks>What is held is bounded: a longer head goes on as it came, and the library, with the same bound, refuses it.</remarks>
internal sealed class UpgradeStream(Stream inner) : AsyncStream
{
    private const int FirstBytes = 1024;
    private readonly UpgradeWatch _watch = new();
    private byte[] _held = new byte[FirstBytes];
    private int _start;
    private int _headEnd;
    private int _end;
    private bool _isJudged;

    /// <summary>True once the library has read the whole head of a 101: what is read from now on are frames.</summary>
    public bool IsUpgraded => _watch.IsUpgraded && _start >= _headEnd;

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_isJudged)
        {
            int read = await inner.ReadAsync(_held.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            Take(read);
        }

        return _start < _end ? Hand(buffer.Span) : await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // Nothing is judged until a head has ended, unless the stream ends or the bound is reached before.
    private void Take(int read)
    {
        int head = _watch.Take(_held.AsSpan(_end, read));
        _headEnd = _end + head;
        _end += read;
        if (_watch.IsUpgraded)
        {
            Normalize();
        }

        _isJudged = _watch.IsUpgraded || _watch.IsRefused || read == 0 || !HasRoom();
    }

    private void Normalize()
    {
        int length = ConnectionHeader.Normalize(_held.AsSpan(0, _headEnd));
        _held.AsSpan(_headEnd, _end - _headEnd).CopyTo(_held.AsSpan(length));
        _end -= _headEnd - length;
        _headEnd = length;
    }

    private bool HasRoom()
    {
        if (_end == _held.Length && _end < SecureConnection.MaxHeadBytes)
        {
            Array.Resize(ref _held, Math.Min(2 * _end, SecureConnection.MaxHeadBytes));
        }

        return _end < _held.Length;
    }

    private int Hand(Span<byte> target)
    {
        int end = _start < _headEnd ? _headEnd : _end;
        int count = Math.Min(end - _start, target.Length);
        _held.AsSpan(_start, count).CopyTo(target);
        _start += count;
        if (_start == _end)
        {
            // A session stays up for days: it keeps nothing of its first second.
            (_held, _start, _headEnd, _end) = ([], 0, 0, 0);
        }

        return count;
    }
}
