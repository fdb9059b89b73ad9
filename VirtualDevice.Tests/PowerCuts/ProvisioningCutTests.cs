using TeddyFirmware.Storage;

namespace VirtualDevice.Tests.PowerCuts;

/// <summary>
/// The power cut in the first boot, in an import and in the boot after it: provision.json → sealed → wiped → deleted is
/// ended by a later boot, and no step of it is lost.
/// </summary>
public sealed class ProvisioningCutTests
{
    // A board that is flashed: no root key, and the plain file.
    [Fact]
    public void The_first_boot_cut_at_any_byte_ends_provisioned_by_the_next_one()
    {
        MemoryFlash before = Flashed();

        foreach (Cut cut in Cut.Of(before, Boot))
        {
            IsProvisioned(cut.In(before, Boot), "child123", $"{cut}");
        }
    }

    [Fact]
    public void The_first_boot_cut_at_any_byte_and_the_next_one_cut_too_ends_provisioned()
    {
        MemoryFlash before = Flashed();

        foreach (Cut first in Cut.Of(before, Boot))
        {
            MemoryFlash between = first.In(before, Boot);
            foreach (Cut second in Cut.Of(between, Boot, step: 67))
            {
                IsProvisioned(second.In(between, Boot), "child123", $"{first}, then {second}");
            }
        }
    }

    [Fact]
    public void A_second_identity_cut_at_any_byte_never_meets_the_tokens_of_the_first()
    {
        MemoryFlash before = Board.Claimed();
        Board.Provision(before, "child456");

        foreach (Cut first in Cut.Of(before, Boot))
        {
            MemoryFlash between = first.In(before, Boot);
            Assert.Null(IsProvisioned(between.Copy(), "child456", $"{first}").Tokens.Load());
            foreach (Cut second in Cut.Of(between, Boot, step: 67))
            {
                Board board = IsProvisioned(second.In(between, Boot), "child456", $"{first}, then {second}");
                Assert.True(board.Tokens.Load() == null, $"{first}, then {second}");
            }
        }
    }

    private static MemoryFlash Flashed()
    {
        var flash = new MemoryFlash();
        Board.Provision(flash, "child123");
        return flash;
    }

    private static void Boot(MemoryFlash flash) => Board.Boot(flash);

    private static Board IsProvisioned(MemoryFlash flash, string child, string when)
    {
        Board board = Board.Boot(flash);
        Assert.True(board.Settings?.ChildId == child, $"{when}: {(board.Settings == null ? "no settings" : "other settings")}");

        // A cut wipe may leave an empty file behind, which a person is told of; never a part of the plain one.
        byte[]? plain = flash.Peek(FlashFiles.Provisioning);
        Assert.True(plain == null || plain.Length == 0, $"{when}: {plain?.Length} bytes of the plain file are left");
        return board;
    }
}
