using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ServerStub.Claims;

/// <summary>
/// The nonces that have been used, for a limited time and up to a limited number. When it is full it refuses rather than
/// forgets: otherwise a flood of fresh nonces would make an old one usable again.
/// </summary>
internal sealed class NonceLedger(StubOptions options)
{
    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _spent = [];
    private readonly Queue<(UInt128 Nonce, long SpentAt)> _byAge = new();
    private readonly TimeSpan _lifetime = TimeSpan.FromSeconds(options.NonceLifetimeSeconds);

    /// <summary>Spends a nonce given by its bytes, so that the case of its hex makes no other nonce of it.</summary>
    public NonceOutcome Spend(ReadOnlySpan<byte> nonce)
    {
        // 16 bytes of the hash: entries of one small size, whatever length was sent.
        UInt128 entry = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(nonce));
        lock (_gate)
        {
            ForgetExpired();
            if (_spent.Contains(entry))
            {
                return NonceOutcome.Replayed;
            }

            if (_spent.Count >= options.NonceCapacity)
            {
                return NonceOutcome.Full;
            }

            _spent.Add(entry);
            _byAge.Enqueue((entry, options.Clock.GetTimestamp()));
            return NonceOutcome.Spent;
        }
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
}
