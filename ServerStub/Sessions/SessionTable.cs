using System.Collections.Concurrent;
using System.Net.WebSockets;
using ServerStub.Limits;

namespace ServerStub.Sessions;

/// <summary>The open sessions, one for each device, and what can be done to them from outside.</summary>
public sealed class SessionTable
{
    private readonly ConcurrentDictionary<string, DeviceSession> _sessions = new(StringComparer.OrdinalIgnoreCase);
    private readonly StubEvents _events;
    private readonly DrainMode _drain;

    internal SessionTable(StubEvents events, DrainMode drain) => (_events, _drain) = (events, drain);

    /// <summary>How many sessions are open.</summary>
    public int Count => _sessions.Count;

    /// <summary>True while nothing new is taken: the stub is ending, or practises it.</summary>
    public bool IsDraining => _drain.IsOn;

    /// <summary>Sends a text that the device did not ask for.</summary>
    /// <returns>False where the device has no session.</returns>
    public Task<bool> SendTextAsync(string deviceId, string text) =>
        WithSessionAsync(deviceId, session => session.SendTextAsync(Encoding.UTF8.GetBytes(text)));

    /// <summary>Closes a device's session with any code that may be sent (RFC 6455, 7.4); 1005 sends none.</summary>
    /// <returns>False where the device has no session.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The code must not be sent.</exception>
    public Task<bool> CloseAsync(string deviceId, int code, string? reason = null) =>
        code is >= 1000 and <= 4999 and not 1006 and not 1015
            ? WithSessionAsync(deviceId, session => session.CloseAsync(code, reason))
            : throw new ArgumentOutOfRangeException(nameof(code), code, "1000 to 4999 without 1006 and 1015 may be sent.");

    /// <summary>Resets a device's connection: it sees 1006.</summary>
    /// <returns>False where the device has no session.</returns>
    public async Task<bool> AbortAsync(string deviceId)
    {
        if (!_sessions.TryGetValue(deviceId, out DeviceSession? session))
        {
            return false;
        }

        // The session notices its reset and ends while this is still at it: gone is gone.
        await TryAsync(session, dropped =>
        {
            dropped.Reset();
            return Task.CompletedTask;
        });
        return true;
    }

    /// <summary>Takes nothing new and closes all sessions with 1001; ends when they have ended.</summary>
    public Task DrainAsync() => DrainAsync(DrainMode.DefaultRetryAfterSeconds);

    internal DrainMode Drain => _drain;

    internal async Task DrainAsync(int retryAfterSeconds)
    {
        _drain.Start(retryAfterSeconds);
        await Task.WhenAll(_sessions.Values.Select(async session =>
        {
            await TryAsync(session, open => open.CloseAsync((int)WebSocketCloseStatus.EndpointUnavailable, "going away"));
            await session.Ended;
        }));
    }

    /// <summary>Tells the open sessions of a plan that concerns them.</summary>
    internal void OnPlanned(FaultPlan plan)
    {
        foreach (DeviceSession session in _sessions.Values.Where(session => plan.Concerns(session.DeviceId)))
        {
            session.Faults.OnPlanned(plan);
        }
    }

    /// <summary>
    /// Runs a session to its end. A newer session of the same device takes the older one's place, which is closed with
    /// 1000: usually the older is a connection that the device has long lost, and the server just does not know yet.
    /// </summary>
    internal async Task RunAsync(DeviceSession session, string? token)
    {
        DeviceSession? replaced = null;
        _sessions.AddOrUpdate(session.DeviceId, session, (_, older) =>
        {
            replaced = older;
            return session;
        });
        session.IsOpen = true;
        _events.Publish(new StubEvent(0, default, StubEventKind.SessionOpened)
        {
            DeviceId = session.DeviceId,
            Token = TokenFingerprint.Of(token),
        });
        try
        {
            if (replaced is not null)
            {
                await TryAsync(replaced, older => older.CloseAsync((int)WebSocketCloseStatus.NormalClosure, "replaced"));
            }

            session.Faults.OnOpened();

            // The drain may have listed the sessions just before this one was added.
            await session.RunAsync(IsDraining ? WebSocketCloseStatus.EndpointUnavailable : null);
        }
        finally
        {
            _sessions.TryRemove(KeyValuePair.Create(session.DeviceId, session));
        }
    }

    private async Task<bool> WithSessionAsync(string deviceId, Func<DeviceSession, Task> action) =>
        _sessions.TryGetValue(deviceId, out DeviceSession? session) && await TryAsync(session, action);

    private static async Task<bool> TryAsync(DeviceSession session, Func<DeviceSession, Task> action)
    {
        try
        {
            await action(session);
            return true;
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // It ended in the same moment.
            return false;
        }
    }
}
