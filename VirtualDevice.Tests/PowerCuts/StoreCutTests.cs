using TeddyFirmware.Claiming;
using TeddyFirmware.Storage;

namespace VirtualDevice.Tests.PowerCuts;

/// <summary>The power cut in every other write there is: root key, claim ledger, removal, and the change to another format.</summary>
public sealed class StoreCutTests
{
    [Fact]
    public void The_root_key_cut_at_any_byte_twice_is_the_same_from_then_on()
    {
        var before = new MemoryFlash();

        foreach (Cut first in Cut.Of(before, Boot))
        {
            MemoryFlash between = first.In(before, Boot);
            foreach (Cut second in Cut.Of(between, Boot))
            {
                MemoryFlash flash = second.In(between, Boot);
                Board.Boot(flash).Store.Save("tokens", "pair", [1, 2, 3]);

                Assert.Equal([1, 2, 3], Board.Boot(flash).Store.Load("tokens", "pair")!);
            }
        }
    }

    [Theory]
    [InlineData("root.0"), InlineData("root.1")]
    public void A_copy_of_the_root_key_that_is_mended_cut_at_any_byte_loses_nothing(string file)
    {
        MemoryFlash before = Board.Claimed();
        before.Put(file, new byte[48]);

        foreach (Cut cut in Cut.Of(before, Boot))
        {
            Assert.True(Board.Boot(cut.In(before, Boot)).Tokens.Load() != null, $"{cut}");
        }
    }

    [Fact]
    public void The_claim_ledger_cut_at_any_byte_is_the_old_one_or_the_new_one()
    {
        MemoryFlash before = Board.Claimed();
        Board.Boot(before).NewPace().CountClaim();
        string old = Ledger(before);
        MemoryFlash whole = before.Copy();
        Refuse(whole);
        string updated = Ledger(whole);
        Assert.NotEqual(old, updated);

        foreach (Cut first in Cut.Of(before, Refuse))
        {
            MemoryFlash between = first.In(before, Refuse);
            string found = Ledger(between);
            Assert.True(found == old || found == updated, $"{first} left {found}");
            Board.Boot(between).NewPace().Restore();
        }
    }

    [Fact]
    public void A_removal_cut_anywhere_twice_brings_no_older_value_back()
    {
        MemoryFlash before = Board.Claimed();
        Board.Boot(before).Accept("aa.bb.a1", "aa.bb.r1");

        foreach (Cut first in Cut.Of(before, Remove))
        {
            MemoryFlash between = first.In(before, Remove);
            foreach (Cut second in Cut.Of(between, Remove))
            {
                string? left = Board.Boot(second.In(between, Remove)).Tokens.Load()?.Access;

                Assert.True(left is null or "aa.bb.a1", $"{first}, then {second} left {left}");
            }
        }
    }

    [Fact]
    public void The_change_to_another_format_cut_at_any_byte_twice_keeps_the_value()
    {
        MemoryFlash before = Board.Claimed();
        Board.Boot(before).Accept("aa.bb.a1", "aa.bb.r1");
        byte[] value = Board.Boot(before).Store.Load("tokens", "pair")!;

        foreach (Cut first in Cut.Of(before, Upgrade))
        {
            MemoryFlash between = first.In(before, Upgrade);
            Assert.Equal(value, Upgraded(between.Copy()).Load("tokens", "pair")!);
            foreach (Cut second in Cut.Of(between, Upgrade, step: 5))
            {
                Assert.Equal(value, Upgraded(second.In(between, Upgrade)).Load("tokens", "pair")!);
            }
        }
    }

    private static void Boot(MemoryFlash flash) => Board.Boot(flash);

    private static void Remove(MemoryFlash flash) => Board.Boot(flash).Store.Remove("tokens", "pair");

    private static void Refuse(MemoryFlash flash) => Board.Boot(flash).NewPace().DelayMs(ClaimVerdict.WrongSecret, null);

    private static void Upgrade(MemoryFlash flash) => Upgraded(flash).Load("tokens", "pair");

    private static SealedStore Upgraded(MemoryFlash flash)
    {
        var platform = new FastPlatform(flash, new ScriptedRandom(12));
        return new SealedStore(platform, platform.NewLog(), SealedRecord.FormatVersion + 1);
    }

    private static string Ledger(MemoryFlash flash) => Convert.ToHexString(Board.Boot(flash).Store.Load("claims", "ledger") ?? []);
}
