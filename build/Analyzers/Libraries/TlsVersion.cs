namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>Any protocol but TLS 1.2.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TlsVersion() : OnlyValueRule(
    "NF0033",
    "TLS version",
    "'{0}': None is TLS 1.3 only, and 1.2 together with 1.3 fails against a server limited to 1.2 (measured, -26112; nf-interpreter ssl_generic_init_internal.cpp; facts page, sections 3.1 and 16.3). Write SslProtocols.Tls12.",
    "System.Net.Security.SslProtocols",
    Tls12)
{
    private const int Tls12 = 3072;
}
