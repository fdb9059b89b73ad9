using TeddyFirmware.Session;

namespace Benchmarks.Steady;

/// <summary>A device in its steady state, and what it allocates there: exact, because one thread does everything.</summary>
internal sealed class SteadyBench
{
    private const int WarmUps = 100;
    private readonly SteadyPlatform _platform = new();
    private readonly Device _device;

    /// <summary>Brings a device online.</summary>
    public SteadyBench()
    {
        _device = new Device(_platform, _platform, null, null);
        for (int step = 0; step < WarmUps; step++)
        {
            Step();
        }

        Require(_device.State == DeviceState.Online, "the device did not come online");
    }

    /// <summary>Bytes that so many heartbeats allocate, all together.</summary>
    public long HeartbeatBytes(int heartbeats)
    {
        Beat(WarmUps);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Beat(heartbeats);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Bytes that sending one text, and taking its echo and its processing result, allocates on average.</summary>
    public long EchoBytes(int length, int messages)
    {
        string text = new('t', length);
        _platform.Server.Expect(text);
        Echo(text, WarmUps);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Echo(text, messages);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / messages;
    }

    private void Beat(int heartbeats)
    {
        int until = _platform.Server.Pings + heartbeats;
        while (_platform.Server.Pings < until)
        {
            Step();
        }
    }

    private void Echo(string text, int messages)
    {
        int until = _platform.Server.Texts + messages;
        for (int message = 0; message < messages; message++)
        {
            Require(_device.Send(text) == SendResult.Queued, "the device did not take a text");
            _device.Step();
            _device.Step();
        }

        Require(_platform.Server.Texts == until, "a text did not arrive");
    }

    private void Step() => _platform.Time.Advance(_device.Step());

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
