namespace VirtualDevice.Tests.Support;

/// <summary>One connection through a <see cref="FaultProxy"/>: two sockets, and the bytes from each to the other.</summary>
internal sealed class RelayedConnection(Socket device, Socket server, LinkFaults up, LinkFaults down, CancellationToken stop)
{
    private const int PieceBytes = 4096;
    private readonly Lock _gate = new();
    private long _left = long.MaxValue;
    private bool _isReset;
    private bool _isCut;

    /// <summary>How many bytes have passed, both directions together.</summary>
    public long Bytes { get; private set; }

    /// <summary>Relays until both directions have ended.</summary>
    public async Task RunAsync()
    {
        await Task.WhenAll(RelayAsync(device, server, up), RelayAsync(server, device, down));
        Cut(isReset: false);
    }

    /// <summary>Lets so many bytes more pass, both directions together, and then cuts.</summary>
    public void CutAfter(long bytes, bool isReset)
    {
        lock (_gate)
        {
            _left = bytes;
            _isReset = isReset;
        }

        if (bytes == 0)
        {
            Cut(isReset);
        }
    }

    /// <summary>Ends both sockets, in the ordinary way or by a reset.</summary>
    public void Cut(bool isReset)
    {
        lock (_gate)
        {
            if (_isCut)
            {
                return;
            }

            _isCut = true;
        }

        foreach (Socket socket in (Socket[])[device, server])
        {
            End(socket, isReset);
        }
    }

    /// <summary>Ends one direction: the device hears nothing more, but is heard.</summary>
    public void HalfCloseToDevice() => device.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the other: the server hears nothing more, but is heard.</summary>
    public void HalfCloseToServer() => server.Shutdown(SocketShutdown.Send);

    private static void End(Socket socket, bool isReset)
    {
        try
        {
            if (isReset)
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            else
            {
                // .NET resets a socket that is disposed of while it is being read from; a shutdown before says it in the ordinary way.
                socket.Shutdown(SocketShutdown.Both);
            }
        }
        catch (SocketException)
        {
            // Its peer was faster, or it was never connected.
        }

        socket.Dispose();
    }

    private async Task RelayAsync(Socket from, Socket to, LinkFaults faults)
    {
        byte[] piece = new byte[PieceBytes];
        try
        {
            int read;
            do
            {
                read = await from.ReceiveAsync(piece, stop);
                await faults.HoldAsync(read, stop);
                int passing = Take(read);
                await faults.WriteAsync(to, piece.AsMemory(0, passing), stop);
                if (passing < read)
                {
                    Cut(_isReset);
                    return;
                }
            }
            while (read > 0);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Whichever side broke it, the other one learns of it in the same way; but a stalled link tells nobody.
            await TellAsync(problem, faults);
        }
    }

    private async Task TellAsync(Exception problem, LinkFaults faults)
    {
        try
        {
            await faults.HoldAsync(0, stop);
        }
        catch (OperationCanceledException)
        {
        }

        Cut(isReset: problem is SocketException);
    }

    private int Take(int bytes)
    {
        lock (_gate)
        {
            int passing = (int)Math.Min(bytes, _left);
            _left -= passing;
            Bytes += passing;
            return passing;
        }
    }
}
