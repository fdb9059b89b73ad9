using System.Collections;
using System.Text;
using TeddyFirmware.Platform;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Claiming
{
    /// <summary>The body of the claim (contract, section 2).</summary>
    public static class ClaimRequest
    {
        /// <summary>Builds the body for one attempt.</summary>
        /// <param name="platform">For HMAC and the JSON writer.</param>
        /// <param name="settings">Who claims.</param>
        /// <param name="nonce">A fresh nonce.</param>
        /// <param name="firmwareVersion">Up to 32 of <c>A–Z a–z 0–9 . _ -</c>.</param>
        /// <returns>JSON in UTF-8. Holds a proof and personal data: never logged.</returns>
        public static byte[] Build(IPlatform platform, DeviceSettings settings, byte[] nonce, string firmwareVersion)
        {
            Hashtable members = new Hashtable();
            members.Add("device_id", settings.DeviceId);
            members.Add("child_id", settings.ChildId);
            members.Add("nonce", Hex.Encode(nonce, nonce.Length));
            members.Add("hmac_hex", ClaimMac.Compute(platform.Cryptography, settings, nonce));
            members.Add("firmware_version", firmwareVersion);
            return Encoding.UTF8.GetBytes(platform.Json.Write(members));
        }
    }
}
