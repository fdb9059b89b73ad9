using System;
using TeddyFirmware.Claiming;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Storage;
using TeddyFirmware.Tokens;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Provisioning
{
    /// <summary>
    /// Keeps the settings sealed, and imports a provisioning file once: validate, seal, wipe, delete.
    /// </summary>
    /// <remarks>
    /// What is sealed is the file as it came, so one parser judges both. Power may fail anywhere: as long as the plain
    /// file is whole it is imported again, and one that is half wiped is wiped to its end.
    /// </remarks>
    public sealed class SettingsStore
    {
        private const string Space = "device";
        private const string Key = "settings";

        private readonly IFlash _flash;
        private readonly SealedStore _store;
        private readonly Log _log;

        /// <summary>Initializes a new instance of the <see cref="SettingsStore"/> class.</summary>
        /// <param name="flash">Where the plain file is.</param>
        /// <param name="store">Where the settings are sealed.</param>
        /// <param name="log">For what happened to the file.</param>
        public SettingsStore(IFlash flash, SealedStore store, Log log)
        {
            _flash = flash;
            _store = store;
            _log = log;
        }

        /// <summary>Gets a value indicating whether the last <see cref="Load"/> found another identity than was sealed before.</summary>
        public bool IsNewIdentity { get; private set; }

        /// <summary>Imports a provisioning file, if there is one, and reads the sealed settings.</summary>
        /// <returns>The settings; null where the device has none.</returns>
        public DeviceSettings Load()
        {
            IsNewIdentity = false;
            byte[] before = _store.Load(Space, Key);
            byte[] file = ReadFile();
            SettingsParser parser = new SettingsParser();
            if (file != null && PlainFile.IsHalfWiped(file))
            {
                Wipe(file.Length);
            }
            else if (file != null)
            {
                before = Import(parser, file, before);
            }

            if (before == null)
            {
                return null;
            }

            DeviceSettings settings = parser.Parse(before);
            if (settings == null)
            {
                _log.Error(LogArea.Settings, "the sealed settings are of another format: " + parser.Error + "; provision the device again");
            }

            return settings;
        }

        // Returns what counts afterwards: the file's content, or the settings from before.
        private byte[] Import(SettingsParser parser, byte[] file, byte[] before)
        {
            if (parser.Parse(file) == null)
            {
                _log.Error(LogArea.Settings, FlashFiles.Provisioning + ": " + parser.Error + "; nothing was changed");
                return before;
            }

            SaveResult result = Seal(before, file);
            if (result != SaveResult.Written && result != SaveResult.Unchanged)
            {
                _log.Error(LogArea.Settings, FlashFiles.Provisioning + ": could not be sealed; it is left for the next start");
                return before;
            }

            Wipe(file.Length);
            IsNewIdentity = result == SaveResult.Written;
            _log.Info(LogArea.Settings, "provisioning file imported, sealed, wiped and deleted");
            return file;
        }

        private SaveResult Seal(byte[] before, byte[] file)
        {
            try
            {
                return Replace(before, file);
            }
            catch (OutOfMemoryException)
            {
                // The restart that follows tries again, with a heap that is all free.
                _log.Error(LogArea.Settings, FlashFiles.Provisioning + ": out of memory, could not be sealed; it is left, plain, for the next start");
                throw;
            }
        }

        // The old identity's tokens go first: power may fail between the two, and the new identity must not find them.
        private SaveResult Replace(byte[] before, byte[] file)
        {
            try
            {
                if (before == null || !ConstantTime.AreEqual(before, file))
                {
                    if (!_store.IsWritable(Space, Key))
                    {
                        return SaveResult.Failed;
                    }

                    TokenKeeper.Erase(_store);
                }

                // Whoever can put a file into the flash need not wait for what was claimed before.
                ClaimLedger.Erase(_store);
                return _store.Save(Space, Key, file);
            }
            catch (Exception failure) when (!(failure is OutOfMemoryException))
            {
                _log.Error(LogArea.Settings, "tokens and claim limits cannot be deleted, error=" + failure.GetType().Name);
                return SaveResult.Failed;
            }
        }

        private byte[] ReadFile()
        {
            try
            {
                if (!_flash.Exists(FlashFiles.Provisioning))
                {
                    return null;
                }

                // An empty array stands for a file that is there and of no use, so that its fault is told.
                return _flash.Read(FlashFiles.Provisioning, SettingsParser.MaxFileBytes) ?? new byte[0];
            }
            catch (Exception failure) when (!(failure is OutOfMemoryException))
            {
                _log.Error(LogArea.Settings, FlashFiles.Provisioning + ": cannot be read, error=" + failure.GetType().Name);
                return null;
            }
        }

        private void Wipe(int length)
        {
            try
            {
                PlainFile.Wipe(_flash, FlashFiles.Provisioning, length);
            }
            catch (Exception failure) when (!(failure is OutOfMemoryException))
            {
                _log.Error(LogArea.Settings, FlashFiles.Provisioning + ": could not be deleted, error=" + failure.GetType().Name);
            }
        }
    }
}
