using System.Text;

namespace TeddyFirmware.Dialing
{
    /// <summary>What the text between <c>https://</c> and the port may be.</summary>
    public static class HostName
    {
        /// <summary>Tells an IPv4 address from a name: a name's last label is never a number (RFC 1123, 2.1).</summary>
        /// <param name="host">A host that the settings' rules have passed.</param>
        /// <returns>True for an address.</returns>
        public static bool IsAddress(string host)
        {
            byte[] letters = Encoding.UTF8.GetBytes(host);
            int at = letters.Length;
            while (at > 0 && letters[at - 1] >= '0' && letters[at - 1] <= '9')
            {
                at--;
            }

            return at == 0 || (at < letters.Length && letters[at - 1] == '.');
        }
    }
}
