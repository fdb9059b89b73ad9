using System.Security.Cryptography;
using ServerStub;
using ServerStub.Devices;
using VirtualDevice.Commands;
using VirtualDevice.Provisioning;

namespace VirtualDevice.Doctor.Checks;

/// <summary>Who the device is, judged by the core's own parser. Shows the last four characters of its id, and nothing else of it.</summary>
internal sealed class DeviceCheck : IDoctorCheck
{
    private const string Local = NfConfigSources.LocalFileName;

    // Contract, section 2: the key of the check vector.
    private static readonly byte[] s_exampleSecret = [.. Enumerable.Range(0, RegisteredDevice.SecretBytes).Select(value => (byte)value)];

    /// <inheritdoc />
    public Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop) => Task.FromResult<Finding[]>([Run(context)]);

    private static Finding Run(DoctorContext context)
    {
        try
        {
            return Judge(context, BundleCheck.IsOfStub(context) ? KnownDevices.Find(BundleCheck.StubFolder(context), context.Config["device.id"]) : null);
        }
        catch (SettingsException problem)
        {
            return Finding.Fail(problem.Errors[0].ToString(), $"mend {problem.Errors[0].Source}");
        }
    }

    private static Finding Judge(DoctorContext context, RegisteredDevice? known)
    {
        NfConfig config = context.Config;
        string id = config["device.id"];
        byte[]? secret = config["device.secret"] is { Length: > 0 } hex ? Convert.FromHexString(hex) : known?.Secret.ToArray();
        string? childId = config["child.id"] is { Length: > 0 } child ? child : known?.ChildId;
        if (secret is null || childId is null)
        {
            return Missing(context, secret is null, childId is null);
        }

        string url = context.Target.Url.GetLeftPart(UriPartial.Authority);
        context.Device = ProvisioningFile.Create(config, url, id, childId, secret).Settings;
        string origin = config["device.secret"].Length > 0 ? "of the settings" : "of the stub's devices.json";
        return IsWellKnown(secret)
            ? Finding.Warn(
                $"device {Redact.DeviceId(id)}, with a secret that anybody can guess",
                $"make one of its own, such as by openssl rand -hex 32, set it as device.secret in {Local}, and register it with the server")
            : Finding.Ok($"device {Redact.DeviceId(id)}, secret {origin} well formed, child set");
    }

    private static Finding Missing(DoctorContext context, bool isSecretMissing, bool isChildMissing)
    {
        string id = Redact.DeviceId(context.Config["device.id"]);
        if (BundleCheck.IsOfStub(context))
        {
            return Finding.Ok($"device {id}, which the stub makes at its first start, with secret and child");
        }

        string board = RunPlanner.BoardFolderOf(RunPlanner.DataFolderOf(context.Flags, context.Config), context.Flags.Server);
        if (context.Flags.Server is not null && ProvisioningFile.HasBeenWritten(board))
        {
            return Finding.Ok($"device {id}, secret and child sealed in the virtual device's flash");
        }

        string[] missing = [.. new[] { isSecretMissing ? "device.secret" : "", isChildMissing ? "child.id" : "" }.Where(key => key.Length > 0)];
        return Finding.Fail(
            $"device {id}, {string.Join(" and ", missing)} not set",
            $"set {string.Join(" and ", missing)} in {Local}, or as "
            + string.Join(" and ", missing.Select(key => NfSettings.TryGet(key, out NfSetting? setting) ? setting.EnvironmentName : key)));
    }

    private static bool IsWellKnown(byte[] secret) =>
        secret.Distinct().Count() == 1 || CryptographicOperations.FixedTimeEquals(secret, s_exampleSecret);
}
