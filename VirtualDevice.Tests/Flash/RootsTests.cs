using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VirtualDevice.Tests.Flash;

/// <summary>The roots that come with the firmware: those of the production host, and their near replacements.</summary>
public sealed class RootsTests
{
    // Platform/Esp32/FlashFiles.MaxCaBundleBytes, less the closing zero byte and a stub's authority.
    private const int MaxBytes = 16384 - 1 - 1024;
    private static readonly TimeSpan s_ahead = TimeSpan.FromDays(180);

    // As their owners publish them: https://letsencrypt.org/certificates/ and https://pki.goog/repository/.
    private static readonly (string Name, string Sha256)[] s_expected =
    [
        ("ISRG Root X1", "96BCEC06264976F37460779ACF28C5A7CFE8A3C0AAE11A8FFCEE05C0BDDF08C6"),
        ("ISRG Root X2", "69729B8E15A86EFC177A57AFB7171DFC64ADD28C2FCA8CF1507E34453CCB1470"),
        ("GTS Root R1", "D947432ABDE7B7FA90FC2E6B59101B1280E0E1C7E4E40FA3C6887FFF57A7F4CF"),
        ("GTS Root R2", "8D25CD97229DBF70356BDA4EB3CC734031E24CF00FAFCFD32DC76EB5841C7EA8"),
        ("GTS Root R3", "34D8A73EE208D9BCDB0D956520934B4E40E69482596E8B6F73C8426B010A6F48"),
        ("GTS Root R4", "349DFA4058C5E263123B398AE795573C4E1313C83FE68F93556CD5E8031B3C7D"),
    ];

    private static string Text => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "repository", "TeddyFirmware", "Certificates", "roots.pem"));

    [Fact]
    public void They_are_the_six_and_no_other() => Assert.Equal(
        s_expected,
        Roots().Select(root => (root.GetNameInfo(X509NameType.SimpleName, forIssuer: false), root.GetCertHashString(HashAlgorithmName.SHA256))));

    [Fact]
    public void Each_is_an_authority_that_signed_itself()
    {
        foreach (X509Certificate2 root in Roots())
        {
            Assert.Equal(root.SubjectName.RawData, root.IssuerName.RawData);
            Assert.True(Assert.Single(root.Extensions.OfType<X509BasicConstraintsExtension>()).CertificateAuthority);
        }
    }

    [Fact]
    public void Each_is_in_date_for_another_180_days()
    {
        foreach (X509Certificate2 root in Roots())
        {
            Assert.True(root.NotBefore.ToUniversalTime() < DateTime.UtcNow, root.Subject);
            Assert.True(root.NotAfter.ToUniversalTime() > DateTime.UtcNow + s_ahead, root.Subject + " runs out: take its successor into roots.pem");
        }
    }

    [Fact]
    public void The_file_is_plain_PEM_that_Mbed_TLS_reads_and_leaves_room_for_a_stubs_authority()
    {
        string text = Text;

        Assert.True(Encoding.UTF8.GetByteCount(text) <= MaxBytes);
        Assert.DoesNotContain('\r', text);
        Assert.EndsWith("-----END CERTIFICATE-----\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, letter => letter is not '\n' and (< ' ' or > '~'));
        Assert.DoesNotContain(text.Split('\n'), line => line.Length > 64);
    }

    private static List<X509Certificate2> Roots()
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(Text);
        return [.. roots];
    }
}
