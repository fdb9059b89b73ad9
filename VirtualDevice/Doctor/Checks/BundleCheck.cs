using VirtualDevice.Commands;

namespace VirtualDevice.Doctor.Checks;

/// <summary>The authorities that the device trusts: there, readable, in date, and not too many for a board.</summary>
internal sealed class BundleCheck : IDoctorCheck
{
    /// <summary>Below this, a board that lies in a shop may outlive the authority.</summary>
    public const int FewDays = 180;

    // Each costs the board 1.5 to 3 KB of its scarcest memory with every connection (facts page, section 3.2).
    private const int ManyAuthorities = 10;

    private const string StubBundle = "ca.pem";

    // What server.caFile stands for where it is empty.
    private static readonly string s_firmwareBundle = Path.Combine("TeddyFirmware", "Certificates", "roots.pem");

    /// <summary>The folder of the stub of this machine.</summary>
    public static string StubFolder(DoctorContext context) => context.Flags.Data is null
        ? context.Config.FullPath("stub.dataFolder")!
        : Path.Combine(RunPlanner.DataFolderOf(context.Flags, context.Config), "stub");

    /// <summary>True where the bundle is the one that the stub of this machine made: whatever its URL is called, the server is that stub.</summary>
    public static bool IsOfStub(DoctorContext context) => PathOf(context) == Path.Combine(StubFolder(context), StubBundle);

    /// <inheritdoc />
    public Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop) => Task.FromResult<Finding[]>([Run(context)]);

    private static Finding Run(DoctorContext context)
    {
        if (PathOf(context) is not { } path)
        {
            return Finding.Fail("no CA bundle: server.caFile is empty", "name a PEM file of the authorities to trust: --ca FILE, or server.caFile");
        }

        string name = Path.GetFileName(path);
        if (IsOfStub(context) && !File.Exists(path))
        {
            return Finding.Fail(
                "the stub of this machine has no authority yet: it has never run",
                $"start it in another terminal: {Target.StartStub}; or check another server: --server URL --ca FILE");
        }

        try
        {
            context.Trust = RunPlanner.ReadTrust(path);
        }
        catch (SettingsException problem)
        {
            return Finding.Fail($"{name} {problem.Errors[0].Problem.Split(';')[0]}", "name a PEM file of the authorities to trust: --ca FILE, or server.caFile");
        }

        return Judge(name, Authorities(context), context.Time.GetUtcNow());
    }

    private static Finding Judge(string name, CertificateFacts[] authorities, DateTimeOffset now)
    {
        int left = authorities.Min(authority => authority.DaysLeft(now));
        string text = $"{Authorities(authorities.Length)} in {name}, the first to end in {left} days";
        if (authorities.All(authority => authority.DaysLeft(now) < 0))
        {
            return Finding.Fail($"{name} holds only authorities that have expired", "get a newer bundle from the server's authority, or set this machine's clock");
        }

        if (authorities.FirstOrDefault(authority => !authority.IsAuthority) is { } other)
        {
            return Finding.Warn($"\"{other.Name}\" in {name} may not sign others", "put the authority that signed it in its place: a board refuses it");
        }

        return left < FewDays ? Finding.Warn(text, "add the authority's successor to the bundle, and flash the boards")
            : authorities.Length > ManyAuthorities ? Finding.Warn(text, $"keep those that the server needs: a board has memory for {ManyAuthorities} at most")
            : Finding.Ok(text);
    }

    private static string? PathOf(DoctorContext context)
    {
        NfConfig config = context.Config;
        string bundle = Path.Combine(Path.GetDirectoryName(config.File)!, s_firmwareBundle);
        return context.Flags.Ca is null && context.Target.IsStub ? Path.Combine(StubFolder(context), StubBundle)
            : config.FullPath("server.caFile") ?? (File.Exists(bundle) ? bundle : null);
    }

    private static CertificateFacts[] Authorities(DoctorContext context) => [.. context.Trust.Authorities.Select(CertificateFacts.Of)];

    private static string Authorities(int count) => count == 1 ? "1 authority" : $"{count} authorities";
}
