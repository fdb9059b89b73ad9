using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using TeddyFirmware.Dialing;

namespace VirtualDevice.Doctor;

/// <summary>What one address of the server makes of a connection, and of the ClientHello with which a board asks it first.</summary>
/// <param name="EndPoint">The address.</param>
/// <param name="Answer">How it came out, in the words of the firmware's log.</param>
/// <param name="Error">What connecting came to; success where the connection stood.</param>
/// <param name="Flight">What was said to the ClientHello; null where the connection never stood.</param>
/// <param name="Took">How long it took.</param>
internal sealed record PeerLook(IPEndPoint EndPoint, PeerAnswer Answer, SocketError Error, FirstFlight? Flight, TimeSpan Took)
{
    /// <summary>True where the connection stood.</summary>
    public bool IsConnected => Flight is not null;

    /// <summary>Asks one address.</summary>
    public static async Task<PeerLook> AtAsync(DoctorContext context, IPEndPoint endPoint, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        FirstFlight? flight = null;
        PeerAnswer answer = PeerAnswer.Silent;
        SocketError error = SocketError.Success;
        using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            answer = await Deadline.WithinAsync(
                context,
                async deadline =>
                {
                    await socket.ConnectAsync(endPoint, deadline);
                    flight = new FirstFlight();
                    return await AskAsync(socket, context.Target.Url.IdnHost, flight, deadline);
                },
                stop);
        }
        catch (SocketException problem)
        {
            error = flight is null ? problem.SocketErrorCode : SocketError.Success;
            answer = flight is null && error == SocketError.TimedOut ? PeerAnswer.Silent : PeerAnswer.Refused;
        }
        catch (TimeoutException)
        {
            error = flight is null ? SocketError.TimedOut : SocketError.Success;
        }

        return new PeerLook(endPoint, answer, error, flight, Stopwatch.GetElapsedTime(start));
    }

    private static async Task<PeerAnswer> AskAsync(Socket socket, string host, FirstFlight flight, CancellationToken deadline)
    {
        await socket.SendAsync(ClientHello.Build(host, RandomNumberGenerator.GetBytes(ClientHello.RandomBytes)), deadline);
        byte[] buffer = new byte[2048];
        while (flight.Answer == PeerAnswer.Waiting)
        {
            int count = await socket.ReceiveAsync(buffer, deadline);
            if (count == 0)
            {
                return PeerAnswer.Refused;
            }

            flight.Take(buffer, 0, count);
        }

        return flight.Answer;
    }
}
