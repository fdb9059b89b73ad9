using System.Collections;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using TeddyFirmware.Dialing;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The IPv4 addresses of a name, asked of the network's name servers.</summary>
    /// <remarks>
    /// Not with <c>Dns</c>: lwIP's resolver gives one address of a name alone, and stops every thread while it waits, some 7 s
    /// for each name server that is silent (dns.c: 1, 1, 2 and 3 s). Here every wait is a <c>Poll</c>. What needs no name
    /// server, or where none is known, is left to <c>Dns</c>: addresses, localhost, and names of multicast DNS (RFC 6762, 3).
    /// </remarks>
    internal static class NameLookUp
    {
        private const int NameServerPort = 53;
        private const int Rounds = 2;
        private const int AnswerMs = 1500;
        private const string NoAddress = "0.0.0.0";

        /// <summary>Finds the addresses.</summary>
        /// <param name="dialer">Opens sockets for the questions, one at a time.</param>
        /// <param name="host">The name.</param>
        /// <param name="random">For the questions' number.</param>
        /// <param name="untilMs">When to give up, on the monotonic clock.</param>
        /// <returns>The addresses; none where the name has none, or no name server answers.</returns>
        internal static IPAddress[] Find(TlsDialer dialer, string host, IRandom random, long untilMs)
        {
            ArrayList servers = IsForRuntime(host) ? new ArrayList() : NameServers();
            if (servers.Count == 0)
            {
                return OnlyIPv4(Dns.GetHostEntry(host).AddressList);
            }

            byte[] id = new byte[2];
            random.Fill(id);
            AddressQuery query = new AddressQuery(host, (int)BigEndian.Read(id, 0, 2));
            for (int i = 0; i < Rounds * servers.Count && !query.IsAnswered; i++)
            {
                Ask(dialer.Open(SocketType.Dgram, ProtocolType.Udp), (IPAddress)servers[i % servers.Count], query, untilMs);
                dialer.Close();
            }

            byte[][] found = query.Addresses();
            IPAddress[] addresses = new IPAddress[found.Length];
            for (int i = 0; i < found.Length; i++)
            {
                addresses[i] = new IPAddress(found[i]);
            }

            return addresses;
        }

        private static bool IsForRuntime(string host)
        {
            string name = host.ToLower();
            return name == "localhost" || name.EndsWith(".local") || HostName.IsAddress(host);
        }

        // DHCP gives them to lwIP; the runtime asks that for them at each call (lwIP_Sockets.cpp, LoadAdapterConfiguration).
        private static ArrayList NameServers()
        {
            ArrayList servers = new ArrayList();
            NetworkInterface[] interfaces = NetworkInterface.GetAllNetworkInterfaces();
            for (int i = 0; i < interfaces.Length && servers.Count == 0; i++)
            {
                string[] texts = interfaces[i].IPv4Address == NoAddress ? new string[0] : interfaces[i].IPv4DnsAddresses;
                for (int k = 0; k < texts.Length; k++)
                {
                    IPAddress server = IPAddress.Parse(texts[k]);
                    if (server.GetAddressBytes()[0] != 0)
                    {
                        servers.Add(server);
                    }
                }
            }

            return servers;
        }

        private static IPAddress[] OnlyIPv4(IPAddress[] all)
        {
            ArrayList found = new ArrayList();
            for (int i = 0; i < all.Length; i++)
            {
                if (all[i] != null && all[i].AddressFamily == AddressFamily.InterNetwork)
                {
                    found.Add(all[i]);
                }
            }

            return (IPAddress[])found.ToArray(typeof(IPAddress));
        }

        private static void Ask(TimedSocket socket, IPAddress server, AddressQuery query, long untilMs)
        {
            untilMs = socket.Within(AnswerMs, untilMs);
            try
            {
                // Connected: what comes from elsewhere does not reach us.
                socket.Connect(new IPEndPoint(server, NameServerPort));
                socket.Send(query.Message);
                byte[] answer = new byte[AddressQuery.MaxAnswerBytes];
                while (socket.WaitFor(SelectMode.SelectRead, untilMs) && !query.Take(answer, socket.Receive(answer)))
                {
                }
            }
            catch (SocketException)
            {
                // Nobody there: the next.
            }
        }
    }
}
