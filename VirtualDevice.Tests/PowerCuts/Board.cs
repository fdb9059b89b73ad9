using TeddyFirmware.Claiming;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Resilience;
using TeddyFirmware.Storage;
using TeddyFirmware.Tokens;

namespace VirtualDevice.Tests.PowerCuts;

/// <summary>What a board reads of its flash at boot, in the order in which the device does.</summary>
internal sealed class Board
{
    private readonly FastPlatform _platform;

    private Board(MemoryFlash flash)
    {
        _platform = new FastPlatform(flash, new ScriptedRandom(11));
        Store = new SealedStore(_platform, _platform.NewLog());
        Settings = new SettingsStore(flash, Store, _platform.NewLog()).Load();
        Tokens = new TokenKeeper(_platform.Clock, Store, new RandomNumbers(_platform.Random), _platform.NewLog());
    }

    public SealedStore Store { get; }

    public DeviceSettings? Settings { get; }

    public TokenKeeper Tokens { get; }

    public static Board Boot(MemoryFlash flash) => new(flash);

    /// <summary>A board that was provisioned and has claimed.</summary>
    public static MemoryFlash Claimed(string access = "aa.bb.a0", string refresh = "aa.bb.r0")
    {
        MemoryFlash flash = Provisioned("child123");
        Boot(flash).Accept(access, refresh);
        return flash;
    }

    public static MemoryFlash Provisioned(string child)
    {
        var flash = new MemoryFlash();
        Provision(flash, child);
        Boot(flash);
        return flash;
    }

    public static void Provision(MemoryFlash flash, string child) =>
        flash.Put(FlashFiles.Provisioning, new ProvisionFile().With("child_id", child).ToBytes());

    /// <summary>Takes the tokens of an answer, as after a claim or a refresh.</summary>
    public void Accept(string access, string refresh)
    {
        byte[] body = Encoding.UTF8.GetBytes(TestToken.Answer(access, refresh));
        var exchange = new HttpExchange { Status = 200, Outcome = HttpOutcome.Answered };
        exchange.TryAppend(body, 0, body.Length);
        Tokens.Accept(TokenAnswer.Read(exchange, true));
    }

    public ClaimPace NewPace() =>
        new(_platform.Clock, new RandomNumbers(_platform.Random), new ClaimLedger(_platform.Clock, Store));
}
