using System.Text;
using System.Threading;
using TeddyFirmware.Platform;
using TeddyFirmware.Platform.Esp32;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>The board, as the contract tests see it. The PC has a class of the same name.</summary>
    /// <remarks>
    /// The servers' addresses come from two small files in the board's flash, put there by <c>nanoff
    /// --filedeployment</c>: <c>I:\teddy\test-server.txt</c> and <c>I:\teddy\test-foreign.txt</c>, each with one line such as
    /// <c>https://192.168.1.10:8443</c>; <c>I:\teddy\ca.pem</c> has the CA of the first and not of the second.
    /// </remarks>
    public static class PlatformUnderTest
    {
        private const int MaxAddressBytes = 100;
        private const int PollMs = 100;
        private const int MostPolls = 600;

        private static bool s_isAwaited;

        /// <summary>Gets the address of a <see cref="ContractServer"/>; null where there is none.</summary>
        public static string ServerBaseUrl => Reachable(ReadLine("test-server.txt"));

        /// <summary>Gets the address of a server with a certificate that this machine must refuse; null where there is none.</summary>
        public static string ForeignServerBaseUrl => Reachable(ReadLine("test-foreign.txt"));

        /// <summary>Makes the adapters.</summary>
        /// <returns>All of them, new.</returns>
        public static IPlatform Create() => new Esp32Platform();

        // The tests begin as soon as the board starts: the link, and the time that certificates are judged by, come some seconds later.
        private static string Reachable(string baseUrl)
        {
            if (baseUrl != null && !s_isAwaited)
            {
                s_isAwaited = true;
                IPlatform platform = Create();
                platform.Network.Begin();
                for (int i = 0; i < MostPolls && !(platform.Network.IsUp && platform.Clock.IsUtcSet); i++)
                {
                    Thread.Sleep(PollMs);
                }
            }

            return baseUrl;
        }

        private static string ReadLine(string name)
        {
            byte[] line = new LittlefsFlash().Read(name, MaxAddressBytes);
            return line == null ? null : Encoding.UTF8.GetString(line, 0, line.Length).Trim();
        }
    }
}
