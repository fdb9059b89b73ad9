using System.Text;
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

        /// <summary>Gets the address of a <see cref="ContractServer"/>; null where there is none.</summary>
        public static string ServerBaseUrl => ReadLine("test-server.txt");

        /// <summary>Gets the address of a server with a certificate that this machine must refuse; null where there is none.</summary>
        public static string ForeignServerBaseUrl => ReadLine("test-foreign.txt");

        /// <summary>Makes the adapters.</summary>
        /// <returns>All of them, new.</returns>
        public static IPlatform Create()
        {
            return new Esp32Platform();
        }

        private static string ReadLine(string name)
        {
            byte[] line = new LittlefsFlash().Read(name, MaxAddressBytes);
            return line == null ? null : Encoding.UTF8.GetString(line, 0, line.Length).Trim();
        }
    }
}
