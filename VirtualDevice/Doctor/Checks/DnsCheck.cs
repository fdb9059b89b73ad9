using System.Net.Sockets;

namespace VirtualDevice.Doctor.Checks;

/// <summary>The server's name, asked of this machine's resolver; its control is a name that cannot exist.</summary>
internal sealed class DnsCheck : IDoctorCheck
{
    /// <inheritdoc />
    public async Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop)
    {
        string host = context.Target.Url.IdnHost;
        try
        {
            context.Addresses = await Deadline.WithinAsync(context, deadline => context.LookUp(host, deadline), stop);
        }
        catch (TimeoutException)
        {
            return [Finding.Fail($"{host}: the name server does not answer", "check this machine's network and its name server")];
        }
        catch (SocketException problem)
        {
            return [Finding.Fail($"{host}: {Class(problem)}", $"check the spelling of the server's URL, and whether this network knows {host}")];
        }

        if (!IPAddress.TryParse(host, out _) && await AnswersEverythingAsync(context, stop))
        {
            return [Finding.Warn(
                $"{host} is {List(context.Addresses)}, and so is a name that cannot exist: this network's name server answers everything",
                "log in to the network, if it wants that; or use another name server")];
        }

        string list = List(context.Addresses);
        if (context.Addresses.All(IPAddress.IsLoopback))
        {
            return [Finding.Ok($"{host} is {list}: this machine, so a board needs its address in the LAN instead")];
        }

        // Facts page, section 7: the board's runtime speaks IPv4 only, but on targets made for IPv6.
        return context.Addresses.Any(address => address.AddressFamily == AddressFamily.InterNetwork)
            ? [Finding.Ok($"{host} is {list}")]
            : [Finding.Warn($"{host} is {list}: IPv6 only", "give the server an IPv4 address, too: a board has no IPv6")];
    }

    // The control: hotel networks and some name servers send everybody to a page of their own. RFC 6761, 6.4: no name ends in "invalid".
    private static async Task<bool> AnswersEverythingAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Addresses.All(IPAddress.IsLoopback))
        {
            return false;
        }

        try
        {
            IPAddress[] control = await Deadline.WithinAsync(
                context, deadline => context.LookUp($"teddy-{context.Nonsense}.invalid", deadline), stop);
            return control.Intersect(context.Addresses).Any();
        }
        catch (Exception problem) when (problem is SocketException or TimeoutException)
        {
            return false;
        }
    }

    private static string List(IPAddress[] addresses) => string.Join(", ", addresses.Select(address => address.ToString()));

    private static string Class(SocketException problem) => problem.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData => "no such name",
        SocketError.TryAgain => "the name server is not to be had",
        _ => problem.SocketErrorCode.ToString(),
    };
}
