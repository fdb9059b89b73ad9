using System.Threading.Channels;
using TeddyFirmware.Session;

namespace VirtualDevice.Tests.Support;

/// <summary>Keeps what a device tells, and waits for its messages.</summary>
internal abstract class DeviceRecorder : IDeviceObserver
{
    /// <summary>Every state that was entered, in order.</summary>
    public List<DeviceState> History { get; } = [];

    public LineRecorder Log { get; } = new();

    /// <summary>The messages that were not asked for yet.</summary>
    protected Channel<string> Messages { get; } = Channel.CreateUnbounded<string>();

    public abstract SendResult Send(string text);

    public abstract Task<string> NextMessageAsync();

    /// <summary>The next message with a text in it; what comes before it is dropped.</summary>
    public async Task<string> MessageWithAsync(string text)
    {
        string message;
        do
        {
            message = await NextMessageAsync();
        }
        while (!message.Contains(text, StringComparison.Ordinal));
        return message;
    }

    /// <summary>Sends a text, and waits for its echo: the device is online.</summary>
    public async Task EchoAsync(string text = "are you well?")
    {
        Assert.Equal(SendResult.Queued, Send(text));
        while (await NextMessageAsync() != "Echo: " + text)
        {
        }
    }

    public virtual void OnTransition(DeviceState from, DeviceState to) => History.Add(to);

    public void OnMessage(byte[] message, int length) => Messages.Writer.TryWrite(Encoding.UTF8.GetString(message, 0, length));

    public virtual void OnEcho(int length, int roundTripMs)
    {
    }

    public void OnStatus(string status)
    {
    }
}
