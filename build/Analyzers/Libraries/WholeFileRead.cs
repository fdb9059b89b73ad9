using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>File.ReadAllBytes: misbehaves on a damaged file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WholeFileRead : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="WholeFileRead"/> class.</summary>
    public WholeFileRead()
        : base(
            "NF0031",
            "File.ReadAllBytes",
            "'{0}' adds a failed read to its index and trusts the length of a damaged file (System.IO.FileSystem File.cs; facts page, section 5.3). Write a FileStream, check its Length, and loop over Read until it gives 0 or less.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IMethodSymbol method = ((IInvocationOperation)operation.Operation).TargetMethod;
                if (method.Name == "ReadAllBytes" && method.ContainingType.Is("System.IO.File"))
                {
                    operation.ReportDiagnostic(Finding(operation.Operation.Syntax.GetLocation(), "File." + method.Name));
                }
            },
            OperationKind.Invocation);
    }
}
