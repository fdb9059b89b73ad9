using TeddyFirmware.Platform;

namespace TeddyFirmware.Storage
{
    /// <summary>Forgets everything: tokens, secret, ids, and the root key that could open a copy of them.</summary>
    public static class FactoryReset
    {
        /// <summary>Deletes every file of the firmware but the CA bundle, root keys first.</summary>
        /// <param name="flash">The device's flash.</param>
        /// <remarks>
        /// Without its root key a sealed record is noise, so power may fail anywhere after the first two files.
        /// </remarks>
        public static void Run(IFlash flash)
        {
            flash.Delete("root.0");
            flash.Delete("root.1");
            string[] names = flash.List();
            for (int i = 0; i < names.Length; i++)
            {
                // The CA bundle is public, and without it the device could not even be claimed again.
                if (names[i] != FlashFiles.CaBundle)
                {
                    flash.Delete(names[i]);
                }
            }
        }
    }
}
