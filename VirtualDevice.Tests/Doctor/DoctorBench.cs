using System.Security;
using VirtualDevice.Commands;
using VirtualDevice.Doctor;
using VirtualDevice.Screen;

namespace VirtualDevice.Tests.Doctor;

/// <summary>A folder with settings of its own, and the doctor in it. Every report is searched for what must not be in it.</summary>
internal sealed class DoctorBench : IDisposable
{
    public const string Secret = "5ec7e75ec7e75ec7e75ec7e75ec7e75ec7e75ec7e75ec7e75ec7e75ec7e7a1b2";
    public const string ChildId = "child-planted-4711";
    public const string DeviceId = "Teddy-planted-device-0042";

    private readonly TempFolder _folder = new();

    public DoctorBench()
    {
        Write("nf.config", ("device.id", DeviceId));
        Write("nf.local.config", ("device.secret", Secret), ("child.id", ChildId));
    }

    /// <summary>The folder.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Writes a file of settings, one on each line, the first on line 2.</summary>
    public void Write(string file, params (string Key, string Value)[] settings) => File.WriteAllText(
        _folder[file],
        "<configuration><appSettings>\n"
        + string.Concat(settings.Select(setting => $"<add key=\"{setting.Key}\" value=\"{SecurityElement.Escape(setting.Value)}\"/>\n"))
        + "</appSettings></configuration>");

    /// <summary>The authority that the bundle holds.</summary>
    public TestAuthority Authority { get; } = new();

    /// <summary>Writes a bundle; of the authority, unless a test wants another.</summary>
    /// <returns>Its path.</returns>
    public string WriteBundle(string? pem = null)
    {
        File.WriteAllText(_folder["bundle.pem"], pem ?? Authority.Pem);
        return _folder["bundle.pem"];
    }

    /// <summary>What names lead to; null asks this machine.</summary>
    public Func<string, IPAddress[]>? Names { get; set; }

    /// <summary>How long all questions together may take; not the real one, because the machine of the tests may be busy.</summary>
    public TimeSpan RunDeadline { get; set; } = TimeSpan.FromMinutes(2);

    public Task<DoctorReport> RunAsync(RawTlsServer server, TestAuthority authority, TimeProvider? time = null, TimeSpan? stepDeadline = null) =>
        RunAsync(server.Url("https", "").GetLeftPart(UriPartial.Authority), WriteBundle(authority.Pem), time: time, stepDeadline: stepDeadline);

    public async Task<DoctorReport> RunAsync(
        string? server = null, string? ca = null, bool isClaimReal = false, TimeProvider? time = null, TimeSpan? stepDeadline = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var flags = new RunFlags { Config = _folder["nf.config"], Server = server, Ca = ca };
        var context = new DoctorContext(flags, isClaimReal, time ?? TimeProvider.System)
        {
            StepDeadline = stepDeadline ?? Soon.Wait,
            RunDeadline = RunDeadline,
            LookUp = Names is null ? Dns.GetHostAddressesAsync : (name, _) => Task.FromResult(Names(name)),
        };
        var terminal = new Terminal(TextReader.Null, IsInputRedirected: true, output, TextWriter.Null, IsPlain: true);

        int exitCode = await DoctorRun.RunAsync(DoctorTable.Rows, context, terminal, TestContext.Current.CancellationToken);

        var report = new DoctorReport(exitCode, output.ToString());
        AssertNothingPrivate(report.Text);
        return report;
    }

    public static void AssertNothingPrivate(string text) =>
        Assert.All([Secret, Secret[..16], ChildId, DeviceId], hidden => Assert.DoesNotContain(hidden, text, StringComparison.OrdinalIgnoreCase));

    public void Dispose()
    {
        Authority.Dispose();
        _folder.Dispose();
    }
}
