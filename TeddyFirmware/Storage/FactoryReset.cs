using TeddyFirmware.Platform;

namespace TeddyFirmware.Storage
{
    /// <summary>Forgets everything: tokens, secret, ids, and the root key that could open a copy of them.</summary>
    /// <remarks>
    /// The order makes it safe to cut the power anywhere. The plain provisioning file goes first, or the next boot would
    /// import it. Until the second root key is gone, the next boot mends the first and the device is as it was; from
    /// then on sealed records are noise, and the boot that finds no root key deletes them before it makes one.
    /// </remarks>
    public static class FactoryReset
    {
        /// <summary>Deletes every file of the firmware but the CA bundle.</summary>
        /// <param name="flash">The device's flash.</param>
        public static void Run(IFlash flash)
        {
            if (flash.Exists(FlashFiles.Provisioning))
            {
                PlainFile.Wipe(flash, FlashFiles.Provisioning, FlashFiles.MaxProvisioningBytes);
            }

            flash.Delete(RootKey.FilePrefix + "0");
            flash.Delete(RootKey.FilePrefix + "1");
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

        /// <summary>Deletes sealed records, which are noise without their root key, and root keys that are damaged.</summary>
        /// <param name="flash">The device's flash.</param>
        public static void DeleteRecords(IFlash flash)
        {
            string[] names = flash.List();
            for (int i = 0; i < names.Length; i++)
            {
                if (names[i].EndsWith(".0") || names[i].EndsWith(".1"))
                {
                    flash.Delete(names[i]);
                }
            }
        }
    }
}
