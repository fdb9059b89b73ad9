using TeddyFirmware.Provisioning;
using TeddyFirmware.Tokens;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Session
{
    /// <summary>The session's URL, built anew for each attempt (contract, section 4).</summary>
    public static class SessionUrl
    {
        /// <summary>Builds the URL.</summary>
        /// <param name="settings">Server, path and device.</param>
        /// <param name="accessToken">The access token of this moment.</param>
        /// <returns><c>wss://host[:port]/ws/esp32/{device_id}?token={access_token}</c>. Holds the token: never logged.</returns>
        public static string Build(DeviceSettings settings, string accessToken)
        {
            string host = settings.ServerUrl.Substring("https://".Length);
            return "wss://" + host + settings.SessionPath + "/" + PercentEncoding.Encode(DeviceIdFor(settings.DeviceId, accessToken))
                + "?token=" + PercentEncoding.Encode(accessToken);
        }

        // The deployed server lower-cases the ids in its tokens and compares the path exactly.
        private static string DeviceIdFor(string deviceId, string accessToken)
        {
            Jwt token = Jwt.Read(accessToken);
            bool isOurs = token != null && token.DeviceId != null && token.DeviceId.ToLower() == deviceId.ToLower();
            return isOurs ? token.DeviceId : deviceId;
        }
    }
}
