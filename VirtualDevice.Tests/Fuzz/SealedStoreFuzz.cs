using CsCheck;
using TeddyFirmware.Storage;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>
/// The sealed store over slots that hold anything: it opens the newest record that was written for just this entry on just
/// this board, and never another value.
/// </summary>
public sealed class SealedStoreFuzz
{
    private const string Slot0 = "tokens.pair.0";
    private const string Slot1 = "tokens.pair.1";

    // Twice the longest file that mutations make, and what two records of this size cost.
    private const int Bytes = 8192;

    private static readonly MemoryFlash s_board = NewBoard(1);

    // Written for this entry, oldest first: by this firmware, and the last one by a newer one.
    private static readonly byte[][] s_own =
    [
        Seal(s_board, "tokens", 1, "one"), Seal(s_board, "tokens", 2, "two"), Seal(s_board, "tokens", 3, "a value of two blocks and more"),
        Seal(s_board, "tokens", 4, "newer format", SealedRecord.FormatVersion + 1),
    ];

    private static readonly string[] s_values = ["one", "two", "a value of two blocks and more"];

    private static readonly byte[][] s_foreign =
        [Seal(s_board, "device", 9, "another entry"), Seal(NewBoard(2), "tokens", 9, "another board"), [], new byte[96]];

    private static readonly Gen<byte[]?> s_slot = Gen.Frequency(
        (3, Gen.OneOf(s_own).Select(record => (byte[]?)record)),
        (1, Gen.OneOf(s_foreign).Select(record => (byte[]?)record)),
        (5, Mutation.Of(Gen.OneOf(s_own)).Select(record => (byte[]?)record)),
        (1, Gen.Const((byte[]?)null)));

    private static readonly Gen<byte[]> s_root = Gen.Frequency((2, Gen.Const(s_board.Peek("root.0"))), (1, Mutation.Of(Gen.Const(s_board.Peek("root.0")))));

    [Fact]
    public void The_store_opens_the_newest_record_of_its_own_and_nothing_else() =>
        FuzzRun.Try(Gen.Select(s_slot, s_slot), input => Check(input.Item1, input.Item2), input => $"{Hex(input.Item1)} {Hex(input.Item2)}");

    [Fact]
    public void A_root_key_of_which_one_copy_is_whole_opens_everything_and_otherwise_nothing() =>
        FuzzRun.Try(Gen.Select(s_root, s_root), input => CheckRoot(input.Item1, input.Item2), input => $"{Hex(input.Item1)} {Hex(input.Item2)}");

    private static void Check(byte[]? slot0, byte[]? slot1)
    {
        MemoryFlash flash = BoardWith((Slot0, slot0), (Slot1, slot1));
        int newest = Math.Max(IndexOf(slot0), IndexOf(slot1));
        string? expected = newest < 0 || newest == s_values.Length ? null : s_values[newest];
        SealedStore store = NewStore(flash);

        byte[]? found = FuzzRun.Bounded(Bytes, () => store.Load("tokens", "pair"));

        Assert.Equal(expected, found == null ? null : System.Text.Encoding.UTF8.GetString(found));
        Assert.Equal(newest != s_values.Length, store.Save("tokens", "pair", [7]) == SaveResult.Written);
        Assert.True(newest == s_values.Length || store.Load("tokens", "pair") is [7], "what was saved is there");
        Assert.True(newest != s_values.Length || IndexOf(flash.Peek(Slot0)) == newest || IndexOf(flash.Peek(Slot1)) == newest, "the newer format is gone");
    }

    private static void CheckRoot(byte[] root0, byte[] root1)
    {
        MemoryFlash flash = BoardWith((Slot0, s_own[0]), ("root.0", root0), ("root.1", root1));
        byte[] whole = s_board.Peek("root.0");
        bool isWhole = root0.SequenceEqual(whole) || root1.SequenceEqual(whole);

        Assert.Equal(isWhole, NewStore(flash).Load("tokens", "pair") != null);
        Assert.Equal(flash.Peek("root.0"), flash.Peek("root.1"));
    }

    private static int IndexOf(byte[]? record) => record == null ? -1 : Array.FindIndex(s_own, own => own.SequenceEqual(record));

    private static MemoryFlash BoardWith(params (string Name, byte[]? Content)[] files)
    {
        MemoryFlash flash = s_board.Copy();
        foreach ((string name, byte[]? content) in files)
        {
            if (content != null)
            {
                flash.Put(name, content);
            }
        }

        return flash;
    }

    private static MemoryFlash NewBoard(int seed)
    {
        var flash = new MemoryFlash();
        NewStore(flash, SealedRecord.FormatVersion, seed);
        return flash;
    }

    private static SealedStore NewStore(MemoryFlash flash, int version = SealedRecord.FormatVersion, int seed = 3)
    {
        var platform = new FastPlatform(flash, new ScriptedRandom(seed));
        return new SealedStore(platform, platform.NewLog(), version);
    }

    private static byte[] Seal(MemoryFlash board, string space, int number, string value, int version = SealedRecord.FormatVersion)
    {
        MemoryFlash flash = board.Copy();
        SealedStore store = NewStore(flash, version);
        for (int i = 1; i < number; i++)
        {
            store.Save(space, "pair", [(byte)i]);
        }

        store.Save(space, "pair", System.Text.Encoding.UTF8.GetBytes(value));
        return flash.Peek($"{space}.pair.{(number - 1) % 2}");
    }

    private static string Hex(byte[]? data) => data == null ? "(none)" : Convert.ToHexString(data);
}
