using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>Any certificate check but the one that checks.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeakVerification : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="WeakVerification"/> class.</summary>
    public WeakVerification()
        : base(
            "NF0022",
            "Certificate not checked",
            "'{0}' checks no certificate: only CertificateRequired turns the check on, VerifyPeer does not (nf-interpreter ssl_generic_init_internal.cpp; facts page, section 3.1). Write SslVerification.CertificateRequired.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IOperation value = operation.Operation;
                bool isWritten = !value.IsImplicit;
                bool isWeak = value.ConstantValue is { HasValue: true, Value: int number } && number != CertificateRequired;
                if (isWritten && isWeak && value.Type.Is("System.Net.Security.SslVerification"))
                {
                    operation.ReportDiagnostic(Finding(value.Syntax.GetLocation(), value.Syntax.ToString()));
                }
            },
            OperationKind.FieldReference,
            OperationKind.Conversion,
            OperationKind.DefaultValue);
    }

    private const int CertificateRequired = 4;
}
