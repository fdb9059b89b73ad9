using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>System.Diagnostics.Debug: gone in a release build.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DebugOutput : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="DebugOutput"/> class.</summary>
    public DebugOutput()
        : base(
            "NF0015",
            "Debug output",
            "'{0}' is compiled only with DEBUG: a release build says nothing (CoreLibrary Debug.cs; facts page, section 9). Write to the Log (in the core), Console.WriteLine (in Platform/Esp32) or OutputHelper.WriteLine (in tests).")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IMethodSymbol method = ((IInvocationOperation)operation.Operation).TargetMethod;
                if (method.ContainingType.Is("System.Diagnostics.Debug"))
                {
                    operation.ReportDiagnostic(Finding(operation.Operation.Syntax.GetLocation(), "Debug." + method.Name));
                }
            },
            OperationKind.Invocation);
    }
}
