using System.Net.Sockets;
using TeddyFirmware.Dialing;

namespace VirtualDevice.Doctor.Checks;

/// <summary>A connection to the server's port at every address of its name, and the ClientHello with which a board asks first.</summary>
/// <remarks>A device tries one address after the other; the doctor asks all of them at once, so that a dead one costs it no time.</remarks>
internal sealed class TcpCheck : IDoctorCheck
{
    /// <inheritdoc />
    public async Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop)
    {
        PeerLook[] looks = await Task.WhenAll(
            context.Addresses.Select(address => PeerLook.AtAsync(context, new IPEndPoint(address, context.Target.Url.Port), stop)));
        if (Best(looks) is { } best)
        {
            context.Peer = best;
            context.Order.OnWorked(context.Target.Url.Host, best.EndPoint.Address.ToString(), 0);
        }

        return [.. looks.Select(look => Judge(context.Target, look, looks))];
    }

    // A board has IPv4 alone (facts page, section 7); the rest of the doctor looks at what a board would see.
    private static PeerLook? Best(PeerLook[] looks) => looks
        .Where(look => look.IsConnected)
        .OrderBy(look => look.Answer != PeerAnswer.Answered)
        .ThenBy(look => look.EndPoint.AddressFamily != AddressFamily.InterNetwork)
        .FirstOrDefault();

    private static Finding Judge(Target target, PeerLook look, PeerLook[] all)
    {
        string what = $"{look.EndPoint} {PeerWord.Of(look.Answer)}";
        bool isAlone = !all.Any(other => other.IsConnected);
        return look switch
        {
            { Answer: PeerAnswer.Answered } => Finding.Ok($"{what} a ClientHello after {look.Took.TotalMilliseconds:0} ms"),
            { IsConnected: true } => Finding.Warn($"{what}: takes connections, and {AfterHello(look)}", Detour(all, "look at the server behind this address: the port must be that of an HTTPS server")),
            { Answer: PeerAnswer.Refused, EndPoint.AddressFamily: AddressFamily.InterNetworkV6 } when !isAlone =>
                Finding.Skip($"{what}: {Describe(look)}; no board tries it, because none has IPv6"),
            _ when isAlone => Finding.Fail($"{what}: {Describe(look)}", Fix(target, look.Error)),
            _ => Finding.Warn($"{what}: {Describe(look)}", Detour(all, "take this address out of the name, or mend the server behind it")),
        };
    }

    private static string AfterHello(PeerLook look) => look.Answer switch
    {
        PeerAnswer.Silent => $"does not answer a ClientHello within {look.Took.TotalSeconds:0} s",
        PeerAnswer.Refused => "ends them without a word of TLS",
        _ => "speaks no TLS there",
    };

    private static string Detour(PeerLook[] all, string fix)
    {
        int shareMs = AddressOrder.ShareMs(new TeddyFirmware.DeviceOptions().ConnectDeadlineMs, Math.Min(all.Length, AddressOrder.MaxAddresses));
        return all.Length == 1 ? fix : $"{fix}; a device loses up to {shareMs / 1000} s there before it tries the next";
    }

    private static string Describe(PeerLook look) => look.Error switch
    {
        SocketError.ConnectionRefused => "nobody listens there",
        SocketError.TimedOut => $"takes no connection within {look.Took.TotalSeconds:0} s",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "no way there from this machine",
        _ => look.Error.ToString(),
    };

    private static string Fix(Target target, SocketError error) =>
        target.IsStub ? $"start the stub in another terminal: {Target.StartStub}; or check another server: --server URL --ca FILE"
        : error == SocketError.ConnectionRefused ? $"start the server, or mend the port of its URL; a stub is started by {Target.StartStub}"
        : "check cable or Wi-Fi, the firewall on the way, and the server's address";
}
