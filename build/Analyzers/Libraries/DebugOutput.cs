namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>System.Diagnostics.Debug: gone in a release build.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DebugOutput() : OperationRule(
    "NF0015",
    "Debug output",
    "'{0}' is compiled only with DEBUG: a release build says nothing (CoreLibrary Debug.cs; facts page, section 9). Write to the Log (in the core), Console.WriteLine (in Platform/Esp32) or OutputHelper.WriteLine (in tests).",
    OperationKind.Invocation)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation)
    {
        IMethodSymbol method = ((IInvocationOperation)operation).TargetMethod;
        return method.ContainingType.Is("System.Diagnostics.Debug") ? "Debug." + method.Name : null;
    }
}
