namespace VirtualDevice.Tests.PowerCuts;

/// <summary>The power cut while tokens are sealed: the next boot has the old pair or the new one, whole (contract, section 7).</summary>
public sealed class TokenCutTests
{
    [Fact]
    public void The_first_pair_cut_at_any_byte_is_there_whole_or_not_at_all()
    {
        MemoryFlash before = Board.Provisioned("child123");

        foreach (Cut cut in Cut.Of(before, AcceptFirst))
        {
            string pair = PairOf(cut.In(before, AcceptFirst));

            Assert.True(pair is "none" or "aa.bb.a1 aa.bb.r1", $"{cut} left {pair}");
        }
    }

    [Fact]
    public void A_pair_of_real_size_that_replaces_another_cut_at_any_byte_is_the_old_one_or_the_new_one()
    {
        string access = TestToken.Make("access", 3600);
        string refresh = TestToken.Make("refresh", 604800);
        MemoryFlash before = Board.Claimed(TestToken.Make("before", 3600), refresh);
        string old = PairOf(before);
        void Update(MemoryFlash flash) => Board.Boot(flash).Accept(access, refresh);

        foreach (Cut cut in Cut.Of(before, Update))
        {
            string pair = PairOf(cut.In(before, Update));

            Assert.True(pair == old || pair == $"{access} {refresh}", $"{cut}");
        }
    }

    /// <summary>The second cut hits the first write after the boot that followed the first: nothing in between writes.</summary>
    [Fact]
    public void Every_pair_of_cuts_leaves_the_pair_that_was_there_after_the_first_or_the_newest_one()
    {
        MemoryFlash before = Board.Claimed();
        var middle = new HashSet<string>();
        int pairs = 0;
        foreach (Cut first in Cut.Of(before, AcceptFirst))
        {
            MemoryFlash between = first.In(before, AcceptFirst);
            string found = PairOf(between);
            Assert.True(found is "aa.bb.a0 aa.bb.r0" or "aa.bb.a1 aa.bb.r1", $"{first} left {found}");
            middle.Add(found);
            foreach (Cut second in Cut.Of(between, AcceptSecond))
            {
                string pair = PairOf(second.In(between, AcceptSecond));
                Assert.True(pair == found || pair == "aa.bb.a2 aa.bb.r2", $"{first}, then {second} left {pair} of {found}");
                pairs++;
            }
        }

        Assert.Equal(2, middle.Count);
        Assert.True(pairs > 20_000, $"{pairs} pairs");
    }

    [Fact]
    public void A_boot_after_a_cut_changes_nothing_so_a_second_cut_in_it_finds_nothing_to_hit()
    {
        MemoryFlash before = Board.Claimed();

        foreach (Cut cut in Cut.Of(before, AcceptFirst))
        {
            MemoryFlash flash = cut.In(before, AcceptFirst);
            int changes = flash.Changes;
            Board.Boot(flash);

            Assert.Equal(changes, flash.Changes);
        }
    }

    private static void AcceptFirst(MemoryFlash flash) => Board.Boot(flash).Accept("aa.bb.a1", "aa.bb.r1");

    private static void AcceptSecond(MemoryFlash flash) => Board.Boot(flash).Accept("aa.bb.a2", "aa.bb.r2");

    private static string PairOf(MemoryFlash flash)
    {
        var pair = Board.Boot(flash).Tokens.Load();
        return pair == null ? "none" : $"{pair.Access} {pair.Refresh}";
    }
}
