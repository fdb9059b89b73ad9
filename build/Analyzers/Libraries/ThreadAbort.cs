using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>Thread.Abort, Suspend and Resume: locks stay held.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThreadAbort : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="ThreadAbort"/> class.</summary>
    public ThreadAbort()
        : base(
            "NF0025",
            "Thread.Abort or Suspend",
            "'{0}' leaves the locks of the other thread held, and ends no native call (facts page, sections 1.3 and 9). Write a flag that the thread looks at, and abandon a thread that is stuck.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IMethodSymbol method = ((IInvocationOperation)operation.Operation).TargetMethod;
                if (method.Name is "Abort" or "Suspend" or "Resume" && method.ContainingType.Is("System.Threading.Thread"))
                {
                    operation.ReportDiagnostic(Finding(operation.Operation.Syntax.GetLocation(), "Thread." + method.Name));
                }
            },
            OperationKind.Invocation);
    }
}
