namespace TeddyFirmware.Analyzers.Language;

/// <summary>Finalizers: late, and at awkward moments.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Finalizer() : SymbolRule(
    "NF0032",
    "Finalizer",
    "'{0}' is a finalizer: they run late, in no order, on one thread below normal priority (nf-interpreter Execution.cpp; facts page, sections 0 and 9). Write Dispose, and call it.",
    SymbolKind.Method)
{
    /// <inheritdoc/>
    protected override string? NameOf(ISymbol symbol, Compilation compilation) =>
        ((IMethodSymbol)symbol).MethodKind == MethodKind.Destructor ? "~" + symbol.ContainingType.Name : null;
}
