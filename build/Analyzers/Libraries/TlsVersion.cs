using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>Any protocol but TLS 1.2.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TlsVersion : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="TlsVersion"/> class.</summary>
    public TlsVersion()
        : base(
            "NF0033",
            "TLS version",
            "'{0}': None is TLS 1.3 only, and 1.2 together with 1.3 fails against a server limited to 1.2 (measured, -26112; nf-interpreter ssl_generic_init_internal.cpp; facts page, sections 3.1 and 16.3). Write SslProtocols.Tls12.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IOperation value = operation.Operation;
                bool isOther = value.ConstantValue is { HasValue: true, Value: int number } && number != Tls12;
                if (!value.IsImplicit && isOther && value.Type.Is("System.Net.Security.SslProtocols"))
                {
                    operation.ReportDiagnostic(Finding(value.Syntax.GetLocation(), value.Syntax.ToString()));
                }
            },
            OperationKind.FieldReference,
            OperationKind.Conversion,
            OperationKind.DefaultValue);
    }

    private const int Tls12 = 3072;
}
