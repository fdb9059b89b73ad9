using System.Buffers.Binary;

namespace ServerStub.Claims;

/// <summary>
/// The nonces that have been used, for a limited time and up to a limited number. When it is full it refuses rather than
/// forgets: otherwise a flood of fresh nonces would make an old one usable again.
/// </summary>
internal sealed class NonceLedger(StubOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, Accepted?> _spent = [];
    private readonly Queue<(UInt128 Nonce, long SpentAt)> _byAge = new();
    private readonly TimeSpan _lifetime = TimeSpan.FromSeconds(options.NonceLifetimeSeconds);
    private readonly TimeSpan _repeatWindow = TimeSpan.FromSeconds(options.IdempotentClaimSeconds);

    /// <summary>Spends a nonce given by its bytes, so that the case of its hex makes no other nonce of it.</summary>
    /// <param name="nonce">The nonce.</param>
    /// <param name="mac">The MAC of the claim, not checked yet.</param>
    /// <param name="earlier">What the same claim was granted before, where it may have that again.</param>
    public NonceOutcome Spend(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> mac, out TokenGrant? earlier)
    {
        earlier = null;
        UInt128 entry = Shorten(nonce);
        long now = options.Clock.GetTimestamp();
        lock (_gate)
        {
            ForgetExpired();
            if (_spent.TryGetValue(entry, out Accepted? accepted))
            {
                if (accepted is null || accepted.Mac != Shorten(mac) || options.Clock.GetElapsedTime(accepted.At, now) >= _repeatWindow)
                {
                    return NonceOutcome.Replayed;
                }

                // None where the first claim was refused, or is being answered just now.
                earlier = accepted.Grant;
                return earlier is null ? NonceOutcome.Replayed : NonceOutcome.Repeated;
            }

            if (_spent.Count >= options.NonceCapacity)
            {
                return NonceOutcome.Full;
            }

            _spent.Add(entry, _repeatWindow > TimeSpan.Zero ? new Accepted(Shorten(mac), now) : null);
            _byAge.Enqueue((entry, now));
            return NonceOutcome.Spent;
        }
    }

    /// <summary>Keeps what the claim of a spent nonce was granted, for its repeat.</summary>
    public void Remember(ReadOnlySpan<byte> nonce, TokenGrant grant)
    {
        if (_repeatWindow == TimeSpan.Zero)
        {
            return;
        }

        lock (_gate)
        {
            if (_spent.GetValueOrDefault(Shorten(nonce)) is { } accepted)
            {
                accepted.Grant = grant;
            }
        }
    }

    // 16 bytes of the hash: entries of one small size, whatever length was sent.
    private static UInt128 Shorten(ReadOnlySpan<byte> value)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(value, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private void ForgetExpired()
    {
        while (_byAge.TryPeek(out (UInt128 Nonce, long SpentAt) oldest)
            && options.Clock.GetElapsedTime(oldest.SpentAt) >= _lifetime)
        {
            _byAge.Dequeue();
            _spent.Remove(oldest.Nonce);
        }
    }

    private sealed class Accepted(UInt128 mac, long at)
    {
        public UInt128 Mac { get; } = mac;

        public long At { get; } = at;

        public TokenGrant? Grant { get; set; }
    }
}
