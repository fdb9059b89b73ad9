using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>Thread.Sleep in the portable core: nobody could test or stop the wait.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SleepInCore : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="SleepInCore"/> class.</summary>
    public SleepInCore()
        : base(
            "NF0012",
            "Thread.Sleep in the core",
            "'{0}' in the portable core: a test cannot shorten it, and the device loop would miss what happens meanwhile (architecture: the seam; facts page, section 0). Write a deadline by IClock.MonotonicMs and wait on IWakeSignal; only Platform/Esp32 and Program.cs sleep.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IMethodSymbol method = ((IInvocationOperation)operation.Operation).TargetMethod;
                SyntaxNode syntax = operation.Operation.Syntax;
                if (method.Name == "Sleep" && method.ContainingType.Is("System.Threading.Thread") && Place.IsCore(syntax.SyntaxTree, operation.Compilation))
                {
                    operation.ReportDiagnostic(Finding(syntax.GetLocation(), "Thread.Sleep"));
                }
            },
            OperationKind.Invocation);
    }
}
