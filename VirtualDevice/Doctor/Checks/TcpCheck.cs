using System.Net;
using System.Net.Sockets;

namespace VirtualDevice.Doctor.Checks;

/// <summary>A TCP connection to the server's port, at one of its addresses.</summary>
internal sealed class TcpCheck : IDoctorCheck
{
    /// <inheritdoc />
    public async Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop)
    {
        SocketError last = SocketError.TimedOut;
        foreach (IPAddress address in context.Addresses)
        {
            var endPoint = new IPEndPoint(address, context.Target.Url.Port);
            last = await ConnectAsync(context, endPoint, stop);
            if (last == SocketError.Success)
            {
                context.EndPoint = endPoint;
                return [Finding.Ok($"{endPoint} takes connections")];
            }
        }

        return [Finding.Fail($"{context.Target.Authority}: {Describe(last)}", Fix(context.Target, last))];
    }

    private static async Task<SocketError> ConnectAsync(DoctorContext context, IPEndPoint endPoint, CancellationToken stop)
    {
        using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            return await Deadline.WithinAsync(
                context,
                async deadline =>
                {
                    await socket.ConnectAsync(endPoint, deadline);
                    return SocketError.Success;
                },
                stop);
        }
        catch (SocketException problem)
        {
            return problem.SocketErrorCode;
        }
        catch (TimeoutException)
        {
            return SocketError.TimedOut;
        }
    }

    private static string Describe(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused: nobody listens there",
        SocketError.TimedOut => "no answer",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "no way there from this machine",
        _ => error.ToString(),
    };

    private static string Fix(Target target, SocketError error) =>
        target.IsStub ? $"start the stub in another terminal: {Target.StartStub}; or check another server: --server URL --ca FILE"
        : error == SocketError.ConnectionRefused ? $"start the server, or mend the port of its URL; a stub is started by {Target.StartStub}"
        : "check cable or Wi-Fi, the firewall on the way, and the server's address";
}
