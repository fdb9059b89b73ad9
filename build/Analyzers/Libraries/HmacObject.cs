using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>An HMAC object: it wipes its caller's key.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HmacObject : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="HmacObject"/> class.</summary>
    public HmacObject()
        : base(
            "NF0019",
            "HMAC object",
            "'new {0}' keeps the caller's key array and fills it with zeros when it is disposed; the next MAC has a zero key (System.Security.Cryptography HMACSHA256.cs; facts page, section 4.2). Write the static {0}.HashData(key, data).")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                ITypeSymbol? type = operation.Operation.Type;
                if (type.Is("System.Security.Cryptography.HMACSHA256") || type.Is("System.Security.Cryptography.HMACSHA512"))
                {
                    operation.ReportDiagnostic(Finding(operation.Operation.Syntax.GetLocation(), type!.Name));
                }
            },
            OperationKind.ObjectCreation);
    }
}
