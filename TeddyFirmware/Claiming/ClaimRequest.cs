using System.Text;
using TeddyFirmware.Platform;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Claiming
{
    /// <summary>The body of the claim (contract, section 2).</summary>
    /// <remarks>
    /// Joined and not written by the JSON library, which takes several times the memory: every value is of characters
    /// that JSON takes as they are (contract, section 1), and <see cref="SettingsParser"/> has seen to that.
    /// </remarks>
    public static class ClaimRequest
    {
        /// <summary>Builds the body for one attempt.</summary>
        /// <param name="platform">For HMAC.</param>
        /// <param name="settings">Who claims.</param>
        /// <param name="nonce">A fresh nonce.</param>
        /// <param name="firmwareVersion">Up to 32 of <c>A–Z a–z 0–9 . _ -</c>.</param>
        /// <returns>JSON in UTF-8. Holds a proof and personal data: never logged.</returns>
        public static byte[] Build(IPlatform platform, DeviceSettings settings, byte[] nonce, string firmwareVersion)
        {
            string body = "{\"device_id\":\"" + settings.DeviceId
                + "\",\"child_id\":\"" + settings.ChildId
                + "\",\"nonce\":\"" + Hex.Encode(nonce, nonce.Length)
                + "\",\"hmac_hex\":\"" + ClaimMac.Compute(platform.Cryptography, settings, nonce)
                + "\",\"firmware_version\":\"" + firmwareVersion + "\"}";
            return Encoding.UTF8.GetBytes(body);
        }
    }
}
