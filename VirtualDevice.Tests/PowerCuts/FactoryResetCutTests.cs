using TeddyFirmware.Storage;

namespace VirtualDevice.Tests.PowerCuts;

/// <summary>The power cut in a factory reset, and in the boot that ends it: all is as it was, or nothing is left.</summary>
public sealed class FactoryResetCutTests
{
    [Theory]
    [InlineData(false), InlineData(true)]
    public void Cut_anywhere_it_has_not_happened_or_leaves_nothing(bool hasPlainFile)
    {
        MemoryFlash before = NewBoard(hasPlainFile);

        foreach (Cut first in Cut.Of(before, FactoryReset.Run, step: hasPlainFile ? 41 : 1))
        {
            MemoryFlash between = first.In(before, FactoryReset.Run);
            IsAllOrNothing(between.Copy(), $"{first}");
            foreach (Cut second in Cut.Of(between, Boot, step: 7))
            {
                IsAllOrNothing(second.In(between, Boot), $"{first}, then {second}");
            }
        }
    }

    [Fact]
    public void Run_again_after_a_cut_it_always_ends()
    {
        MemoryFlash before = NewBoard(true);

        foreach (Cut cut in Cut.Of(before, FactoryReset.Run, step: 13))
        {
            MemoryFlash flash = cut.In(before, FactoryReset.Run);
            FactoryReset.Run(flash);

            Assert.Equal([FlashFiles.CaBundle], flash.List());
        }
    }

    private static MemoryFlash NewBoard(bool hasPlainFile)
    {
        MemoryFlash flash = Board.Claimed();
        Board.Boot(flash).NewPace().CountClaim();
        flash.Put(FlashFiles.CaBundle, [1]);
        if (hasPlainFile)
        {
            // One that will never be imported, because a field is wrong, and still holds a secret.
            flash.Put(FlashFiles.Provisioning, new ProvisionFile().With("device_id", "no").ToBytes());
        }

        return flash;
    }

    private static void Boot(MemoryFlash flash) => Board.Boot(flash);

    private static void IsAllOrNothing(MemoryFlash flash, string when)
    {
        Board board = Board.Boot(flash);
        if (board.Settings == null)
        {
            Assert.True(board.Tokens.Load() == null, when);
            Assert.True(flash.List().Order().SequenceEqual([FlashFiles.CaBundle, "root.0", "root.1"]), $"{when} left {string.Join(' ', flash.List())}");
        }
        else
        {
            Assert.True(board.Tokens.Load() != null, when);
            Assert.True(board.Store.Load("claims", "ledger") != null, when);
        }

        Assert.NotNull(flash.Peek(FlashFiles.CaBundle));
    }
}
