using TeddyFirmware.Storage;

namespace VirtualDevice.Tests.PowerCuts;

/// <summary>Every single bit flipped at every place of every file: the other copy is used, and two damaged ones are none.</summary>
public sealed class FlippedBitTests
{
    [Theory]
    [InlineData("tokens.pair"), InlineData("device.settings"), InlineData("claims.ledger")]
    public void A_bit_of_the_newest_copy_is_detected_and_the_other_copy_is_used(string entry)
    {
        MemoryFlash flash = TwoCopies(out Dictionary<string, byte[][]> values);

        foreach (byte[] _ in EveryFlip(flash, entry + ".1"))
        {
            Assert.Equal(values[entry][0], Load(flash, entry)!);
        }
    }

    [Theory]
    [InlineData("tokens.pair"), InlineData("device.settings"), InlineData("claims.ledger")]
    public void A_bit_of_the_older_copy_is_detected_and_the_newest_copy_is_used(string entry)
    {
        MemoryFlash flash = TwoCopies(out Dictionary<string, byte[][]> values);

        foreach (byte[] _ in EveryFlip(flash, entry + ".0"))
        {
            Assert.Equal(values[entry][1], Load(flash, entry)!);
        }
    }

    [Fact]
    public void A_bit_in_one_copy_while_the_other_one_is_damaged_leaves_the_device_unclaimed()
    {
        MemoryFlash flash = Board.Claimed();
        Board.Boot(flash).Accept("aa.bb.a1", "aa.bb.r1");
        byte[] other = flash.Peek("tokens.pair.0");
        other[^1] ^= 1;
        flash.Put("tokens.pair.0", other);

        foreach (byte[] _ in EveryFlip(flash, "tokens.pair.1"))
        {
            Assert.Null(Board.Boot(flash).Tokens.Load());
        }
    }

    [Theory]
    [InlineData("root.0"), InlineData("root.1")]
    public void A_bit_of_the_root_key_is_detected_and_mended(string file)
    {
        MemoryFlash flash = Board.Claimed();
        byte[] whole = flash.Peek(file);

        foreach (byte[] _ in EveryFlip(flash, file))
        {
            Assert.NotNull(Board.Boot(flash).Tokens.Load());
            Assert.Equal(whole, flash.Peek(file));
        }
    }

    private static IEnumerable<byte[]> EveryFlip(MemoryFlash flash, string file)
    {
        byte[] whole = flash.Peek(file);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            flash.Put(file, flipped);
            yield return flipped;
        }
    }

    // Slot 0 holds the older value of each entry, slot 1 the newer one; tokens of the size that servers send.
    private static MemoryFlash TwoCopies(out Dictionary<string, byte[][]> values)
    {
        MemoryFlash flash = Board.Provisioned("child123");
        values = [];
        foreach ((string entry, int length) in new[] { ("tokens.pair", 800), ("device.settings", 200), ("claims.ledger", 18) })
        {
            SealedStore store = Board.Boot(flash).Store;
            string[] name = entry.Split('.');
            store.Remove(name[0], name[1]);
            values[entry] = [Bytes.Repeat(1, length), Bytes.Repeat(2, length)];
            store.Save(name[0], name[1], values[entry][0]);
            store.Save(name[0], name[1], values[entry][1]);
        }

        return flash;
    }

    private static byte[]? Load(MemoryFlash flash, string entry)
    {
        string[] name = entry.Split('.');
        return Board.Boot(flash).Store.Load(name[0], name[1]);
    }
}
