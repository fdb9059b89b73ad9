using System;
using System.Text;
using TeddyFirmware.Platform;
using TeddyFirmware.Storage;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Provisioning
{
    /// <summary>
    /// What the log says of everything that was provisioned: three groups of 8 hex digits, for the settings, for the
    /// Wi-Fi's name and password, and for the CA bundle. Whoever has the device's secret can compare; nobody else learns a thing.
    /// </summary>
    /// <remarks>
    /// Keyed with the secret, because a child's id or a Wi-Fi password can be guessed. Each group has a key of its own, whose
    /// label no claim can begin with (a device's id has no space). flash.ps1 computes the same: build/flash/Fingerprint.ps1.
    /// </remarks>
    public static class SettingsFingerprint
    {
        /// <summary>The group of what is not there.</summary>
        public const string None = "none";

        /// <summary>The roots' group where there is no memory for them twice, which their HMAC needs: no reason not to start.</summary>
        public const string NoMemory = "memory";

        private const int MacBytes = 32;
        private const int ShownBytes = 4;

        /// <summary>Computes it.</summary>
        /// <param name="platform">The machine: its HMAC, its Wi-Fi, its CA bundle.</param>
        /// <param name="settings">The settings.</param>
        /// <returns>Three groups with points between them.</returns>
        public static string Of(IPlatform platform, DeviceSettings settings)
        {
            byte[] secret = settings.OobSecret;
            ICryptography hmac = platform.Cryptography;
            return Group(hmac, secret, "teddy log: settings", Encoding.UTF8.GetBytes(Lines(settings)))
                + "." + Group(hmac, secret, "teddy log: wifi", Wifi(platform.Network))
                + "." + Roots(platform, secret);
        }

        private static string Roots(IPlatform platform, byte[] secret)
        {
            try
            {
                byte[] bundle = platform.Flash.Read(FlashFiles.CaBundle, FlashFiles.MaxCaBundleBytes);
                return Group(platform.Cryptography, secret, "teddy log: roots", bundle);
            }
            catch (OutOfMemoryException)
            {
                return NoMemory;
            }
        }

        private static string Lines(DeviceSettings settings)
        {
            return settings.DeviceId + "\n" + settings.ChildId + "\n" + settings.ServerUrl + "\n" + settings.ClaimPath + "\n"
                + settings.RefreshPath + "\n" + settings.SessionPath + "\n" + (settings.IsNonceText ? "text" : "bytes");
        }

        private static byte[] Wifi(INetwork network)
        {
            string stored = network.GetWifi();
            return stored == null ? null : Encoding.UTF8.GetBytes(stored);
        }

        private static string Group(ICryptography hmac, byte[] secret, string label, byte[] content)
        {
            if (content == null)
            {
                return None;
            }

            byte[] name = Encoding.UTF8.GetBytes(label);
            byte[] key = new byte[MacBytes];
            byte[] mac = new byte[MacBytes];
            hmac.HmacSha256(secret, name, 0, name.Length, key, 0);
            hmac.HmacSha256(key, content, 0, content.Length, mac, 0);
            return Hex.Encode(mac, ShownBytes);
        }
    }
}
