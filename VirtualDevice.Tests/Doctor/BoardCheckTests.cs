using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VirtualDevice.Commands;
using VirtualDevice.Doctor;
using VirtualDevice.Doctor.Checks;

namespace VirtualDevice.Tests.Doctor;

/// <summary>The two checks that look at numbers alone: certificates for Mbed TLS, and the MAC.</summary>
public sealed class BoardCheckTests
{
    [Theory]
    [InlineData("P-256", 0, "SHA256", true)]
    [InlineData("P-384", 0, "SHA384", true)]
    [InlineData("RSA", 2048, "SHA256", true)]
    [InlineData("RSA", 4096, "SHA512", true)]
    [InlineData("RSA", 1024, "SHA256", false)]
    [InlineData("RSA", 8192, "SHA256", false)]
    [InlineData("RSA", 2048, "SHA1", false)]
    [InlineData("Ed25519", 0, "SHA256", false)]
    public void A_server_certificate_with(string key, int keyBits, string hash, bool isTaken)
    {
        Finding finding = Assert.Single(BoardCheck.Judge([Facts("server", key, keyBits, hash), Facts("root", "P-256", 0, "SHA256")]));

        Assert.Equal(isTaken ? Mark.Ok : Mark.Fail, finding.Mark);
        Assert.Equal(isTaken, finding.Fix is null);
    }

    [Fact]
    public void The_signature_of_a_root_on_itself_does_not_count_but_its_key_does()
    {
        CertificateFacts server = Facts("server", "P-256", 0, "SHA256");

        Assert.Equal(Mark.Ok, Assert.Single(BoardCheck.Judge([server, Facts("root", "RSA", 2048, "SHA1")])).Mark);
        Assert.Equal(Mark.Fail, Assert.Single(BoardCheck.Judge([server, Facts("root", "RSA", 1024, "SHA256")])).Mark);
    }

    [Fact]
    public void Kind_and_length_of_key_and_hash_are_read_from_a_certificate()
    {
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Equal(("RSA", 2048, "SHA512"), Of(new CertificateRequest("CN=a", rsa, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)));
        Assert.Equal(("RSA", 2048, "RSA-PSS"), Of(new CertificateRequest("CN=a", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)));
        Assert.Equal(("P-384", 0, "SHA384"), Of(new CertificateRequest("CN=a", ecdsa, HashAlgorithmName.SHA384)));
    }

    [Fact]
    public async Task A_machine_whose_HMAC_is_wrong_is_found_out()
    {
        var context = new DoctorContext(new RunFlags(), isClaimReal: false, TimeProvider.System);

        Finding finding = Assert.Single(await new MacCheck(new BrokenHmac()).RunAsync(context, TestContext.Current.CancellationToken));

        Assert.Equal(Mark.Fail, finding.Mark);
        Assert.StartsWith("run dotnet test", finding.Fix);
    }

    [Fact]
    public void Every_row_of_the_table_has_an_exit_code_and_a_name_of_its_own_and_needs_rows_above_it()
    {
        for (int i = 0; i < DoctorTable.Rows.Count; i++)
        {
            string[] above = [.. DoctorTable.Rows.Take(i).Select(row => row.Name)];
            Assert.Subset(above.ToHashSet(), DoctorTable.Rows[i].Needs.ToHashSet());
        }

        Assert.Distinct(DoctorTable.Rows.Select(row => row.Name));
        Assert.Distinct(DoctorTable.Rows.Select(row => row.ExitCode).Concat([0, 1, 3, 4, 5]));
    }

    [Fact]
    public void The_README_has_the_table()
    {
        string readme = FirmwareCompile.Repository.Read("VirtualDevice/Doctor/README.md").ReplaceLineEndings("\n");

        Assert.All(DoctorTable.Rows, row => Assert.Contains($"\n| {row.Name} | {row.ExitCode} | {row.About} | {row.Control} |\n", readme));
    }

    private static CertificateFacts Facts(string name, string key, int keyBits, string hash) =>
        new(name, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, IsAuthority: name == "root", key, keyBits, hash);

    private static (string Key, int Bits, string Hash) Of(CertificateRequest request)
    {
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        CertificateFacts facts = CertificateFacts.Of(certificate);
        return (facts.Key, facts.KeyBits, facts.SignatureHash);
    }

    private sealed class BrokenHmac : ICryptography
    {
        public void HmacSha256(byte[] key, byte[] data, int offset, int count, byte[] mac, int macOffset)
        {
        }

        public void AesCbcEncrypt(byte[] key, byte[] iv, byte[] data, int offset, int count) => throw new NotSupportedException();

        public void AesCbcDecrypt(byte[] key, byte[] iv, byte[] data, int offset, int count) => throw new NotSupportedException();
    }
}
