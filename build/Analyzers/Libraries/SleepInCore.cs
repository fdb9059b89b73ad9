namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>Thread.Sleep in the portable core: nobody could test or stop the wait.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SleepInCore() : OperationRule(
    "NF0012",
    "Thread.Sleep in the core",
    "'{0}' in the portable core: a test cannot shorten it, and the device loop would miss what happens meanwhile (architecture: the seam; facts page, section 0). Write a deadline by IClock.MonotonicMs and wait on IWakeSignal; only Platform/Esp32 and Program.cs sleep.",
    OperationKind.Invocation)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation)
    {
        IMethodSymbol method = ((IInvocationOperation)operation).TargetMethod;
        bool isSleep = method.Name == "Sleep" && method.ContainingType.Is("System.Threading.Thread");
        return isSleep && Place.IsCore(operation) ? "Thread.Sleep" : null;
    }
}
