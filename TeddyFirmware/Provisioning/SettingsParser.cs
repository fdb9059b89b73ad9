using TeddyFirmware.Storage;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Provisioning
{
    /// <summary>Reads and validates a provisioning file: one flat JSON object, every field checked.</summary>
    public sealed class SettingsParser
    {
        /// <summary>The longest file that is read, in bytes.</summary>
        public const int MaxFileBytes = FlashFiles.MaxProvisioningBytes;

        /// <summary>The version of the file's format.</summary>
        public const int Format = 1;

        private const int MaxUrlLength = 200;
        private const int SecretBytes = 32;

        private DeviceSettings _settings;
        private bool _hasFormat;

        /// <summary>Gets what is wrong: the field, and what it has to be; never the value. Null where nothing is.</summary>
        public string Error { get; private set; }

        /// <summary>Reads a file.</summary>
        /// <param name="json">Its content; null where it could not be read.</param>
        /// <returns>The settings; null where <see cref="Error"/> tells what is wrong.</returns>
        public DeviceSettings Parse(byte[] json)
        {
            Error = null;
            _hasFormat = false;
            _settings = new DeviceSettings
            {
                ClaimPath = "/api/v1/pair/claim",
                RefreshPath = "/api/v1/pair/token/refresh",
                SessionPath = "/ws/esp32",
            };
            if (json == null || json.Length == 0 || json.Length > MaxFileBytes)
            {
                Error = "the file is empty, or longer than " + MaxFileBytes.ToString() + " bytes";
                return null;
            }

            JsonObjectReader reader = new JsonObjectReader(json, json.Length);
            JsonStep step = reader.Read();
            while (step == JsonStep.Member && Error == null)
            {
                TakeField(reader);
                step = reader.Read();
            }

            if (Error == null && step == JsonStep.Malformed)
            {
                Error = "the file is not one whole JSON object";
            }

            CheckRequired();
            return Error == null ? _settings : null;
        }

        private void TakeField(JsonObjectReader reader)
        {
            if (reader.NameIs("format"))
            {
                _hasFormat = reader.GetInteger(-1) == Format;
                Require(_hasFormat, "format", "must be " + Format.ToString());
            }
            else if (reader.NameIs("device_id"))
            {
                _settings.DeviceId = reader.GetString(64);
                Require(Identifier.IsValid(_settings.DeviceId, 8, 64), "device_id", "must be 8-64 characters of A-Z a-z 0-9 _ -");
            }
            else if (reader.NameIs("child_id"))
            {
                _settings.ChildId = reader.GetString(64);
                Require(Identifier.IsValid(_settings.ChildId, 1, 64), "child_id", "must be 1-64 characters of A-Z a-z 0-9 _ -");
            }
            else if (reader.NameIs("oob_secret"))
            {
                _settings.OobSecret = Hex.Decode(reader.GetString(SecretBytes * 2));
                Require(_settings.OobSecret != null && _settings.OobSecret.Length == SecretBytes, "oob_secret", "must be 64 hex digits");
            }
            else if (reader.NameIs("claim_nonce"))
            {
                string form = reader.GetString(8);
                _settings.IsNonceText = form == "text";
                Require(form == "text" || form == "bytes", "claim_nonce", "must be \"bytes\" or \"text\"");
            }
            else
            {
                TakeAddress(reader);
            }
        }

        private void TakeAddress(JsonObjectReader reader)
        {
            if (reader.NameIs("server_url"))
            {
                _settings.ServerUrl = WithoutSlash(reader.GetString(MaxUrlLength));
                Require(ServerAddress.IsBaseUrl(_settings.ServerUrl), "server_url", "must be https://host or https://host:port");
            }
            else if (reader.NameIs("claim_path"))
            {
                _settings.ClaimPath = TakePath(reader, "claim_path");
            }
            else if (reader.NameIs("refresh_path"))
            {
                _settings.RefreshPath = TakePath(reader, "refresh_path");
            }
            else if (reader.NameIs("session_path"))
            {
                _settings.SessionPath = WithoutSlash(TakePath(reader, "session_path"));
            }
        }

        private string TakePath(JsonObjectReader reader, string field)
        {
            string path = reader.GetString(MaxUrlLength);
            Require(ServerAddress.IsPath(path), field, "must begin with / and hold only what a URL's path may, without ? and #");
            return path;
        }

        private void CheckRequired()
        {
            Require(_hasFormat, "format", "is missing: must be " + Format.ToString());
            Require(_settings.DeviceId != null, "device_id", "is missing");
            Require(_settings.ChildId != null, "child_id", "is missing");
            Require(_settings.OobSecret != null, "oob_secret", "is missing");
            Require(_settings.ServerUrl != null, "server_url", "is missing");
        }

        // The first fault is the one that is told.
        private void Require(bool isRight, string field, string fix)
        {
            if (!isRight && Error == null)
            {
                Error = field + " " + fix;
            }
        }

        private static string WithoutSlash(string url) => url != null && url.Length > 1 && url.EndsWith("/") ? url.Substring(0, url.Length - 1) : url;
    }
}
