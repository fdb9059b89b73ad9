using System;
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
    internal sealed class NameLookUp
    {
        private const int NameServerPort = 53;
        private const int Rounds = 2;
        private const int AnswerMs = 1500;
        private const int PollMs = 250;

        private readonly IClock _clock;
        private readonly IRandom _random;
        private bool _isCancelled;

        internal NameLookUp(IClock clock, IRandom random)
        {
            _clock = clock;
            _random = random;
        }

        /// <summary>Gives up. May be called from any thread, at any time.</summary>
        internal void Cancel() => _isCancelled = true;

        /// <summary>Finds the addresses.</summary>
        /// <param name="host">The name.</param>
        /// <param name="untilMs">When to give up, on the monotonic clock.</param>
        /// <returns>The addresses; none where the name has none, or no name server answers.</returns>
        internal IPAddress[] Find(string host, long untilMs)
        {
            IPAddress[] servers = IsForRuntime(host) ? new IPAddress[0] : NameServers();
            if (servers.Length == 0)
            {
                return OnlyIPv4(Dns.GetHostEntry(host).AddressList);
            }

            byte[] id = new byte[2];
            _random.Fill(id);
            AddressQuery query = new AddressQuery(host, (int)BigEndian.Read(id, 0, 2));
            for (int i = 0; i < Rounds * servers.Length && !query.IsAnswered; i++)
            {
                Ask(servers[i % servers.Length], query, untilMs);
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
        private static IPAddress[] NameServers()
        {
            NetworkInterface[] interfaces = NetworkInterface.GetAllNetworkInterfaces();
            for (int i = 0; i < interfaces.Length; i++)
            {
                string[] texts = interfaces[i].IPv4DnsAddresses;
                IPAddress[] servers = new IPAddress[texts.Length];
                int count = 0;
                for (int k = 0; k < texts.Length; k++)
                {
                    IPAddress server = IPAddress.Parse(texts[k]);
                    if (server.GetAddressBytes()[0] != 0)
                    {
                        servers[count++] = server;
                    }
                }

                if (count > 0 && interfaces[i].IPv4Address != "0.0.0.0")
                {
                    return First(servers, count);
                }
            }

            return new IPAddress[0];
        }

        private static IPAddress[] OnlyIPv4(IPAddress[] all)
        {
            IPAddress[] found = new IPAddress[all.Length];
            int count = 0;
            for (int i = 0; i < all.Length; i++)
            {
                if (all[i] != null && all[i].AddressFamily == AddressFamily.InterNetwork)
                {
                    found[count++] = all[i];
                }
            }

            return First(found, count);
        }

        private static IPAddress[] First(IPAddress[] all, int count)
        {
            IPAddress[] first = new IPAddress[count];
            Array.Copy(all, first, count);
            return first;
        }

        private void Ask(IPAddress server, AddressQuery query, long untilMs)
        {
            long answerUntilMs = _clock.MonotonicMs + AnswerMs;
            untilMs = answerUntilMs < untilMs ? answerUntilMs : untilMs;
            Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                // Connected: what comes from elsewhere does not reach us.
                socket.Connect(new IPEndPoint(server, NameServerPort));
                socket.Send(query.Message);
                byte[] answer = new byte[AddressQuery.MaxAnswerBytes];
                while (!_isCancelled && _clock.MonotonicMs < untilMs)
                {
                    if (socket.Poll(PollMs * 1000, SelectMode.SelectRead) && query.Take(answer, socket.Receive(answer)))
                    {
                        return;
                    }
                }
            }
            catch (SocketException)
            {
                // Nobody there: the next.
            }
            finally
            {
                socket.Close();
            }
        }
    }
}
