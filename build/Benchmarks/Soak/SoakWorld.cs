using TeddyFirmware.Session;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace Benchmarks.Soak;

/// <summary>One device, its server, and everything between them, in compressed time on one thread.</summary>
internal sealed class SoakWorld : IWakeSignal, IDeviceObserver, ILogSink
{
    private const int MaxStepsAtOneMoment = 500;
    private const int SecondsADay = 24 * 3600;
    private static readonly string[] s_secrets = [TestToken.Signature, CheckVector.Secret, CheckVector.ChildId, CheckVector.DeviceId];

    private readonly MemoryFlash _flash = new();
    private readonly FakePower _power = new();
    private readonly TlsMeter _tls;
    private readonly SoakServer _server;
    private readonly SoakHttp _http;
    private SoakClock _clock = null!;
    private Device _device;
    private int _rebootsAsked;
    private int _flashWrites;
    private int _seen;
    private int _dropped;
    private int _illegalEvents;
    private bool _isWoken;

    /// <summary>Makes a world; nothing has happened in it yet.</summary>
    /// <param name="seed">Another seed, another fate.</param>
    public SoakWorld(int seed)
    {
        Dice = new SoakDice(seed);
        Rules = new SoakRules(Time);
        Patience = new SoakPatience(Time, Conditions, Rules);
        Messages = new SoakMessages(Rules);
        _tls = new TlsMeter(_power);
        _server = new SoakServer(Time, Dice, Conditions, Rules);
        _http = new SoakHttp(Time, Dice, Conditions, _server, Rules, Patience, _flash, _tls);
        Socket = new SoakSocket(Time, Dice, Conditions, _server, Rules, Patience, Messages, _flash, _tls);
        _power.HasRoomForSecondTls = Dice.Percent(50);
        _flash.Put(FlashFiles.Provisioning, new ProvisionFile().ToBytes());
        _device = Boot();
    }

    public SoakTime Time { get; } = new();

    public SoakDice Dice { get; }

    public SoakConditions Conditions { get; } = new();

    public SoakRules Rules { get; }

    public SoakPatience Patience { get; }

    public SoakMessages Messages { get; }

    public SoakSocket Socket { get; }

    /// <summary>Takes the device's log, with the world's time; null where nobody wants it.</summary>
    public TextWriter? Log { get; init; }

    /// <summary>How often the device was started.</summary>
    public int Boots { get; private set; }

    /// <summary>How many echoes it noticed.</summary>
    public int Echoes { get; private set; }

    /// <summary>Where it is.</summary>
    public DeviceState State => _device.State;

    /// <summary>No token is good any more.</summary>
    public void RevokeTokens() => _server.Revoke();

    /// <summary>The power goes and comes.</summary>
    public void Restart()
    {
        _http.Abandon();
        Socket.Abort();
        _flash.PowerOn();
        Messages.OnRestart();
        Rules.OnPowerOn();
        _device = Boot();
        _isWoken = true;
    }

    /// <summary>The power goes in one of the next changes of the flash.</summary>
    public void CutPowerInFlash() =>
        _flash.CutPower(Dice.Between(1, 4), (TornWrite)Dice.Between((int)TornWrite.Old, (int)TornWrite.Mixed), Dice.Between(0, 200));

    /// <summary>Gives the device a text.</summary>
    public void Send(int length, SendMode mode)
    {
        string text = Messages.Next(length);
        SendResult result = _device.Send(text, mode);
        bool isRightLength = text.Length is >= 1 and <= SendQueue.MaxMessageBytes;
        Rules.Require(isRightLength == (result is not (SendResult.Empty or SendResult.TooLong)), "a text's length was judged wrong");
        if (result == SendResult.Queued)
        {
            Messages.OnAccepted(mode);
        }
        else
        {
            Messages.OnRefused();
        }
    }

    /// <summary>Lets time pass.</summary>
    public void Run(TimeSpan span)
    {
        long endMs = Time.NowMs + (long)span.TotalMilliseconds;
        int steps = 0;
        while (Time.NowMs < endMs)
        {
            int waitMs = Step();
            if (_isWoken)
            {
                _isWoken = false;
                waitMs = 0;
            }

            long passMs = Math.Max(0, Math.Min(Math.Min(waitMs, Time.DueInMs), endMs - Time.NowMs));
            steps = passMs == 0 ? steps + 1 : 0;
            if (steps == MaxStepsAtOneMoment)
            {
                Rules.Break($"goes round in {State} without time passing");
                passMs = 1;
            }

            Time.Pass(passMs);
        }
    }

    /// <inheritdoc />
    public void Wake() => _isWoken = true;

    /// <inheritdoc />
    public void Write(string line)
    {
        Log?.WriteLine($"{TimeSpan.FromMilliseconds(Time.NowMs):d\\ hh\\:mm\\:ss\\.fff} {line}");
        foreach (string secret in s_secrets)
        {
            Rules.Require(!line.Contains(secret, StringComparison.Ordinal), "a secret in the log");
        }
    }

    /// <inheritdoc />
    public void OnTransition(DeviceState from, DeviceState to)
    {
        // The log tells it, and the state is looked at after each step.
    }

    /// <inheritdoc />
    public void OnStatus(string status)
    {
    }

    /// <inheritdoc />
    public void OnEcho(int length, int roundTripMs) => Echoes++;

    /// <inheritdoc />
    public void OnMessage(byte[] message, int length) => _seen++;

    private Device Boot()
    {
        Boots++;
        _illegalEvents = 0;
        var link = new SoakLink(Time, Dice, Conditions);
        _clock = new SoakClock(Time, _server, Conditions, link);
        return new Device(new SoakPlatform(_clock, Dice, _flash, link, _http, Socket, _power, this), this, this, null);
    }

    private int Step()
    {
        int waitMs = 0;
        bool wasOpen = Socket.IsOpen;
        try
        {
            waitMs = _device.Step();
        }
        catch (FlashFailure) when (_flash.IsOff)
        {
            // The power went while the device read or wrote: there is nobody left to see it.
        }

        Check(wasOpen);
        if (_flash.IsOff || _power.RebootCount > _rebootsAsked)
        {
            _rebootsAsked = _power.RebootCount;
            Restart();
        }

        return waitMs;
    }

    private void Check(bool wasOpen)
    {
        Socket.Look();
        Patience.Look(Socket.IsOpen, State.ToString());
        Rules.OnWrites(_flash.Writes - _flashWrites, _clock.UtcSeconds / SecondsADay);
        _flashWrites = _flash.Writes;
        if (_device.IllegalEventCount > _illegalEvents)
        {
            _illegalEvents = _device.IllegalEventCount;
            Rules.Break($"an illegal event in {State}");
        }

        Rules.Require(State != DeviceState.Unprovisioned, "the settings are lost");
        Rules.Require(_tls.Violations == 0, "two TLS connections at once");
        Rules.Require(_seen + _dropped <= Socket.Given, "a text of the server was seen twice");
        if (!Socket.IsOpen || !wasOpen)
        {
            // Of what the device had taken and not looked at, the end of the session is the end.
            _dropped = Socket.Given - _seen;
        }

        Rules.Require(_seen + _dropped == Socket.Given, "a text of the server was not seen");
    }
}
