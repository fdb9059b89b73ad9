using System.Runtime.CompilerServices;
using TeddyFirmware;
using TeddyFirmware.Claiming;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Storage;

namespace VirtualDevice.Tests.Allocation;

/// <summary>What the core allocates: memory on the board is scarce. The PC counts bytes exactly, so a test can hold a limit.</summary>
public sealed class AllocationTests
{
    private const int TokenValueBytes = 800;
    private const int Rounds = 50;

    private readonly byte[] _boardKey = Bytes.Repeat(7, 32);
    private readonly FastPlatform _platform = new(new MemoryFlash(), new ScriptedRandom(1));
    private readonly ITestOutputHelper _output;

    public AllocationTests(ITestOutputHelper output) => _output = output;

    [Fact]
    public void A_claim_request_costs_2_KB_at_most()
    {
        DeviceSettings settings = new ProvisionFile().ToSettings();
        var nonces = new NonceSource(_platform, settings.OobSecret);

        IsAtMost(2048, () => ClaimRequest.Build(_platform, settings, nonces.Next(), "1.0.0"));
    }

    [Fact]
    public void Sealing_costs_1_KB_beside_the_record_at_most()
    {
        SealKeys keys = NewKeys();
        var value = new byte[TokenValueBytes];
        int record = SealedRecord.Seal(_platform, keys, value, 1, 1, 1).Length;

        IsAtMost(record + 1024, () => SealedRecord.Seal(_platform, NewKeys(), value, 1, 1, 1));
    }

    [Fact]
    public void Opening_costs_1_KB_beside_the_value_at_most()
    {
        SealKeys keys = NewKeys();
        byte[] record = SealedRecord.Seal(_platform, keys, new byte[TokenValueBytes], 1, 1, 1);
        var copy = new byte[record.Length];

        IsAtMost(TokenValueBytes + 1024, () =>
        {
            record.CopyTo(copy, 0);
            SealKeys its = NewKeys();
            return SealedRecord.IsAuthentic(_platform, its, copy) ? SealedRecord.Open(_platform, its, copy) : throw new InvalidOperationException();
        });
    }

    [Fact]
    public void The_inbox_holds_no_text_that_was_taken()
    {
        var inbox = new Inbox(new CountingWake());
        WeakReference text = PostAndTake(inbox);

        GC.Collect();

        Assert.False(text.IsAlive);
        GC.KeepAlive(inbox);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference PostAndTake(Inbox inbox)
    {
        byte[] text = new byte[8000];
        Assert.True(inbox.TryPostText(1, text, text.Length) && inbox.Take(new InboxItem()));
        return new WeakReference(text);
    }

    private SealKeys NewKeys() => new(_platform.Cryptography, _boardKey, "tokens", "pair", SealedRecord.FormatVersion);

    // The first rounds fill caches of the runtime; the least of the others is what the code itself costs.
    private void IsAtMost(long limit, Func<object> act)
    {
        long least = long.MaxValue;
        for (int i = 0; i < Rounds; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            act();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        _output.WriteLine($"{least} bytes, {limit} are allowed");
        Assert.True(least <= limit, $"{least} bytes, {limit} are allowed");
    }
}
