namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>Thread.Abort, Suspend and Resume: locks stay held.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThreadAbort() : OperationRule(
    "NF0025",
    "Thread.Abort or Suspend",
    "'{0}' leaves the locks of the other thread held, and ends no native call (facts page, sections 1.3 and 9). Write a flag that the thread looks at, and abandon a thread that is stuck.",
    OperationKind.Invocation)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation)
    {
        IMethodSymbol method = ((IInvocationOperation)operation).TargetMethod;
        return method.Name is "Abort" or "Suspend" or "Resume" && method.ContainingType.Is("System.Threading.Thread") ? "Thread." + method.Name : null;
    }
}
