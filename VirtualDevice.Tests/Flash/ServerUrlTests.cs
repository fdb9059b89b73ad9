using ServerStub.Configuration;
using TeddyFirmware.Provisioning;

namespace VirtualDevice.Tests.Flash;

/// <summary>
/// <c>server.url</c>: what nf.config lets pass, in C# or in PowerShell, the firmware takes too. Otherwise a person learns of
/// it on the board, after flashing.
/// </summary>
public sealed class ServerUrlTests : IDisposable
{
    private const string Judge = """
        param($folder, $urls)
        Set-StrictMode -Version Latest
        . "$folder/build/flash/Settings.ps1"
        foreach ($url in $urls) { Test-NfServerUrl $url }
        """;

    private const string LongestLabel = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    // url, and whether a device can be given it.
    private static readonly (string Url, bool IsGood)[] s_rows =
    [
        ("https://example.org", true),
        ("https://example.org/", true),
        ("https://example.org:8443/", true),
        ("https://localhost:8443", true),
        ("https://192.168.1.20:8443", true),
        ("https://xn--mller-kva.example", true),
        ("https://a.b-c.d", true),
        ($"https://{LongestLabel}.example", true),
        ($"https://{LongestLabel}a.example", false),
        ("https://localhost.", false),
        ("https://localhost./", false),
        ("https://localhost.:8443", false),
        ("https://.localhost", false),
        ("https://-a.b", false),
        ("https://a-.b", false),
        ("https://a-", false),
        ("https://a-:8443", false),
        ("https://-", false),
        ("https://.", false),
        ("https://a..b", false),
        ("https://a_b.example", false),
        ("https://example.org:0", false),
        ("https://example.org:65536", false),
        ("https://example.org:", false),
        ("http://example.org", false),
        ("https://user@example.org", false),
        ("https://example.org/path?x=1", false),
        ("https://example.org//", false),
        ("https://", false),
        ("https:///", false),
        ("https://:8443", false),
    ];

    private readonly PowerShellEngine _engine = PowerShellEngine.Take();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void The_settings_the_script_and_the_firmware_give_one_verdict()
    {
        string[] urls = [.. s_rows.Select(row => row.Url)];
        bool[] expected = [.. s_rows.Select(row => row.IsGood)];

        Assert.Equal(expected, urls.Select(NfRules.HttpsUrl.Accepts));
        Assert.Equal(expected, _engine.Run(Judge, Path.Combine(AppContext.BaseDirectory, "repository"), urls).Cast<bool>());
        Assert.Equal(expected, urls.Select(url => ServerAddress.IsBaseUrl(url.EndsWith('/') ? url[..^1] : url)));
    }
}
