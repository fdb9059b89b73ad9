namespace TeddyFirmware.Storage
{
    /// <summary>The files in the device's flash: what a name may be, and those that are not sealed records.</summary>
    public static class FlashFiles
    {
        /// <summary>The plain provisioning file: imported, sealed, wiped and deleted at boot.</summary>
        public const string Provisioning = "provision.json";

        /// <summary>The longest provisioning file that is read, in bytes.</summary>
        public const int MaxProvisioningBytes = 2048;

        /// <summary>The CA bundle in PEM, public; where there is none, a board uses the bundle in its configuration.</summary>
        public const string CaBundle = "ca.pem";

        /// <summary>The longest CA bundle that is read, in bytes: some nine roots.</summary>
        public const int MaxCaBundleBytes = 16384;

        private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789._-";
        private const int MaxNameLength = 40;

        /// <summary>Tells whether a file may be called so: then the name leads out of no folder, and every machine can hold it.</summary>
        /// <param name="name">The name.</param>
        /// <returns>True for 1 to 40 characters of a–z 0–9 . _ -, not dots alone.</returns>
        public static bool IsName(string name)
        {
            // What is left of it between letters of a name is the first that is none, and what is behind.
            return name != null && name.Length >= 1 && name.Length <= MaxNameLength
                && name.Trim(Letters.ToCharArray()).Length == 0 && name.Trim('.').Length > 0;
        }
    }
}
