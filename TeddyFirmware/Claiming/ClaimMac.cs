using System;
using System.Text;
using TeddyFirmware.Platform;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Claiming
{
    /// <summary>
    /// The claim's proof: HMAC-SHA256(secret, UTF-8(device_id) ‖ UTF-8(child_id) ‖ nonce), without separators
    /// (contract, section 2).
    /// </summary>
    public static class ClaimMac
    {
        private const int MacBytes = 32;

        /// <summary>Computes the proof.</summary>
        /// <param name="cryptography">The machine's HMAC.</param>
        /// <param name="settings">Ids, secret, and which form of the nonce the server takes.</param>
        /// <param name="nonce">The nonce's bytes.</param>
        /// <returns>64 hex digits in lower case.</returns>
        public static string Compute(ICryptography cryptography, DeviceSettings settings, byte[] nonce)
        {
            byte[] device = Encoding.UTF8.GetBytes(settings.DeviceId);
            byte[] child = Encoding.UTF8.GetBytes(settings.ChildId);
            byte[] proof = settings.IsNonceText ? Encoding.UTF8.GetBytes(Hex.Encode(nonce, nonce.Length)) : nonce;

            int length = device.Length + child.Length + proof.Length;
            byte[] message = new byte[length];
            Array.Copy(device, 0, message, 0, device.Length);
            Array.Copy(child, 0, message, device.Length, child.Length);
            Array.Copy(proof, 0, message, device.Length + child.Length, proof.Length);

            byte[] mac = new byte[MacBytes];
            cryptography.HmacSha256(settings.OobSecret, message, 0, length, mac, 0);
            return Hex.Encode(mac, MacBytes);
        }
    }
}
