namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>Any certificate check but the one that checks.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeakVerification() : OnlyValueRule(
    "NF0022",
    "Certificate not checked",
    "'{0}' checks no certificate: only CertificateRequired turns the check on, VerifyPeer does not (nf-interpreter ssl_generic_init_internal.cpp; facts page, section 3.1). Write SslVerification.CertificateRequired.",
    "System.Net.Security.SslVerification",
    CertificateRequired)
{
    private const int CertificateRequired = 4;
}
