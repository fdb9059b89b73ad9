using ServerStub.Configuration;

namespace VirtualDevice.Tests.Flash;

/// <summary>One format, two readers: flash.ps1's and the one of ServerStub and VirtualDevice judge alike, to the letter.</summary>
public sealed class SettingsParityTests : IDisposable
{
    private const string Load = """
        param($folder)
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        foreach ($part in 'Failure', 'Settings', 'SettingsFile') { . "$folder/build/flash/$part.ps1" }

        """;

    // A file may hold several samples: a key can stand in each only once.
    private const string Cut = "%%\n";

    private readonly PowerShellEngine _engine = PowerShellEngine.Take();
    private readonly TempFolder _folder = new();

    public static Xunit.TheoryData<string> Samples => [.. Directory.GetFiles(SampleFolder, "*.config", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(SampleFolder, file)).Order(StringComparer.Ordinal)];

    private static string Repository => Path.Combine(AppContext.BaseDirectory, "repository");

    private static string SampleFolder => Path.Combine(AppContext.BaseDirectory, "Flash", "Samples");

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Both_know_the_same_settings_with_the_same_defaults_and_sentences()
    {
        IReadOnlyList<object?> rows = _engine.Run(
            Load + "Get-NfSettingTable | ForEach-Object { '{0}|{1}|{2}|{3}|{4}' -f $_.Key, $_.Default, $_.Rule.Requirement, $_.IsPrivate, $_.EnvironmentName }",
            Repository);

        Assert.Equal(
            NfSettings.All.Select(setting => $"{setting.Key}|{setting.Default}|{setting.Rule.Requirement}|{setting.IsPrivate}|{setting.EnvironmentName}"),
            rows.Cast<string>());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Both_give_the_same_verdict_on_the_same_line(string sample)
    {
        string[] parts = File.ReadAllText(Path.Combine(SampleFolder, sample)).Split(Cut, StringSplitOptions.RemoveEmptyEntries);
        foreach (string part in parts.Length == 0 ? [""] : parts)
        {
            // As the shared file, and as its twin, which may hold secrets.
            foreach (string name in new[] { "nf.config", "nf.local.config" })
            {
                string[] ours = Judge(name, part);
                Assert.Equal(ours, JudgeInPowerShell(name));
                Assert.Equal(sample.StartsWith("good", StringComparison.Ordinal) || (sample.EndsWith("private.config", StringComparison.Ordinal) && ours.Length == 0), ours.Length == 0);
                Assert.DoesNotContain("s3cr3t", string.Concat(ours));
            }
        }
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("iso-8859-1", false)]
    public void Both_tell_an_encoding_that_they_cannot_read_by_name(string encoding, bool hasMark)
    {
        string text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<configuration><appSettings><add key=\"wifi.ssid\" value=\"B\u00fcro\"/></appSettings></configuration>";
        byte[] content = [.. hasMark ? Encoding.GetEncoding(encoding).Preamble : [], .. Encoding.GetEncoding(encoding).GetBytes(text)];

        Assert.Equal(["nf.config: is not saved as UTF-8; save it as UTF-8 in your editor"], Judge("nf.config", content));
        Assert.Equal(["nf.config: is not saved as UTF-8; save it as UTF-8 in your editor"], JudgeInPowerShell("nf.config"));
    }

    [Fact]
    public void Both_read_the_same_values_from_a_file_its_twin_and_the_environment()
    {
        File.Copy(Path.Combine(SampleFolder, "good", "every-key.config"), _folder["nf.config"]);
        File.WriteAllText(_folder["nf.local.config"], "<configuration><appSettings><add key=\"claim.path\" value=\"/local\"/></appSettings></configuration>");
        var environment = new Dictionary<string, string> { ["TEDDY_SESSION_PATH"] = "/environment", ["TEDDY_STUB_PORT"] = "", ["TEDDY_OTHER"] = "x" };
        NfConfig ours = NfConfig.Load(new NfConfigSources { File = _folder["nf.config"], Environment = environment });

        IReadOnlyList<object?> theirs = _engine.Run(
            Load.Replace("param($folder)", "param($folder, $root, $environment)", StringComparison.Ordinal)
                + "$values = Read-NfSettings $root $environment @{}\n$values.Keys | ForEach-Object { \"$_=$($values[$_])\" }",
            Repository, _folder.FullName, new System.Collections.Hashtable(environment));

        Assert.Equal(
            NfSettings.All.Select(setting => $"{setting.Key}={ours[setting.Key]}").Order(StringComparer.Ordinal),
            theirs.Cast<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Both_tell_a_file_that_is_too_large_or_missing_alike()
    {
        Assert.Equal(Judge("nf.config", "<configuration>" + new string(' ', 70_000) + "</configuration>"), JudgeInPowerShell("nf.config"));

        File.Delete(_folder["nf.config"]);
        Assert.Equal("nf.config: not found; run from the repository's folder or name the file with --config", Assert.Single(JudgeInPowerShell("nf.config")));
    }

    private string[] Judge(string name, string content) => Judge(name, Encoding.UTF8.GetBytes(content));

    private string[] Judge(string name, byte[] content)
    {
        File.WriteAllText(_folder["nf.config"], "<configuration/>");
        File.WriteAllBytes(_folder[name], content);
        try
        {
            NfConfig.Load(new NfConfigSources { File = _folder["nf.config"], Environment = new Dictionary<string, string>() });
            return [];
        }
        catch (SettingsException problem)
        {
            return [.. problem.Errors.Select(error => error.ToString())];
        }
    }

    private string[] JudgeInPowerShell(string name)
    {
        IReadOnlyList<object?> errors = _engine.Run(
            Load.Replace("param($folder)", "param($folder, $file, $private)", StringComparison.Ordinal)
                + "(Read-NfFile $file @(Get-NfSettingTable) -AllowPrivate:$private).Errors | ForEach-Object { $_.Text }",
            Repository, _folder[name], name != "nf.config");
        return [.. errors.Cast<string>()];
    }
}
