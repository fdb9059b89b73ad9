namespace TeddyFirmware.Storage
{
    /// <summary>The files in the device's flash that are not sealed records.</summary>
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
    }
}
