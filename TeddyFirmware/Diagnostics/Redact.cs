namespace TeddyFirmware.Diagnostics
{
    /// <summary>What of an identifier may be shown.</summary>
    public static class Redact
    {
        private const int Shown = 4;

        /// <summary>Shortens a device id to its last four characters.</summary>
        /// <param name="deviceId">The id; may be null.</param>
        /// <returns>Such as <c>*0001</c>.</returns>
        public static string DeviceId(string deviceId) =>
            deviceId == null || deviceId.Length <= Shown ? "*" : "*" + deviceId.Substring(deviceId.Length - Shown);
    }
}
