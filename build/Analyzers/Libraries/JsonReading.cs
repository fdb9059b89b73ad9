using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>JsonConvert.DeserializeObject: throws at what every server sends.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JsonReading : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="JsonReading"/> class.</summary>
    public JsonReading()
        : base(
            "NF0029",
            "JsonConvert.DeserializeObject",
            "'{0}' throws at \\u002B, \\u003C and \\/, turns texts that look like dates into dates, and fails with many types of exception (measured; nanoFramework.Json JsonConvert.cs, Home#1682; facts page, sections 8 and 16.4). Write Wire.JsonObjectReader.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IMethodSymbol method = ((IInvocationOperation)operation.Operation).TargetMethod;
                if (method.Name == "DeserializeObject" && method.ContainingType.Is("nanoFramework.Json.JsonConvert"))
                {
                    operation.ReportDiagnostic(Finding(operation.Operation.Syntax.GetLocation(), "JsonConvert.DeserializeObject"));
                }
            },
            OperationKind.Invocation);
    }
}
