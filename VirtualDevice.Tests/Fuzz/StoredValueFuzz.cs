using CsCheck;
using TeddyFirmware.Claiming;
using TeddyFirmware.Resilience;
using TeddyFirmware.Storage;
using TeddyFirmware.Tokens;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>The readers of what was sealed: even an authentic value of another firmware may hold anything.</summary>
public sealed class StoredValueFuzz
{
    private static readonly Gen<byte[]> s_pairs = Mutation.Of(
        Gen.Select(Gen.Long, Gen.Long[0, 100_000_000], (at, lifetime) => new TokenPair("aa.bb.cc", "dd.ee.ff", at, lifetime).ToBytes()));

    private static readonly Gen<byte[]> s_ledgers = Mutation.Of(Gen.Byte.Array[17]);

    [Fact]
    public void Any_stored_pair_is_a_pair_that_can_be_written_again_or_none() => FuzzRun.Try(
        s_pairs,
        stored =>
        {
            TokenPair? pair = TokenPair.FromBytes(stored);
            Assert.True(pair == null || pair.Access.Length + pair.Refresh.Length >= 2);
            Assert.True(pair == null || stored.Any(value => value >= 0x80) || pair.ToBytes().SequenceEqual(stored));
            var platform = new FastPlatform(new MemoryFlash(), new ScriptedRandom(1));
            var store = new SealedStore(platform, platform.NewLog());
            store.Save("tokens", "pair", stored);
            var keeper = new TokenKeeper(platform.Clock, store, new RandomNumbers(platform.Random), platform.NewLog());
            Assert.Equal(pair == null, keeper.Need() == TokenNeed.Claim);
            Assert.True(keeper.RefreshInMs >= 0, $"{keeper.RefreshInMs} ms");
        },
        Convert.ToHexString);

    [Fact]
    public void Any_stored_ledger_lets_the_device_claim_at_once() => FuzzRun.Try(
        s_ledgers,
        stored =>
        {
            var platform = new FastPlatform(new MemoryFlash(), new ScriptedRandom(1));
            var store = new SealedStore(platform, platform.NewLog());
            store.Save("claims", "ledger", stored);
            var claims = new TokenBucket(ClaimPace.Claims, ClaimPace.ClaimBackMs);
            var wrongSecrets = new RateWindow(ClaimPace.WrongSecretsADay, 24 * 3_600_000);
            new ClaimLedger(platform.Clock, store).Restore(claims, wrongSecrets);
            long nowMs = platform.Clock.MonotonicMs;
            Assert.InRange(claims.LevelAt(nowMs), 1, ClaimPace.Claims);
            Assert.Equal((0L, 0L), (claims.WaitMs(nowMs), wrongSecrets.WaitMs(nowMs)));
        },
        Convert.ToHexString);
}
