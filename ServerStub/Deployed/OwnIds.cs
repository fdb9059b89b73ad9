using System.Text.RegularExpressions;

namespace ServerStub.Deployed;

/// <summary>
/// The ids that the deployed server takes without registration. There all such devices share a secret of the server's; here
/// it is the development device's, so that no secret follows from an id (contract section 1).
/// </summary>
internal sealed partial class OwnIds(StubOptions options, DeviceRegistry registry)
{
    /// <summary>The device that a claim may become, with the child it names; null for other ids. Not registered yet.</summary>
    public RegisteredDevice? Find(string deviceId, string childId) =>
        options.RegistersByItself && OwnId().IsMatch(deviceId) ? new RegisteredDevice(deviceId, childId, registry.Development.Secret) : null;

    [GeneratedRegex(@"\A(teddy-)?esp32-", RegexOptions.IgnoreCase)]
    private static partial Regex OwnId();
}
