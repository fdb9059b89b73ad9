namespace TeddyFirmware.Analyzers.Language;

/// <summary><c>volatile</c>: the type behind it does not exist.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VolatileField() : SymbolRule(
    "NF0023",
    "volatile",
    "'{0}' is volatile: nanoFramework's mscorlib lacks IsVolatile (CS0518). Write lock around each access.",
    SymbolKind.Field)
{
    /// <inheritdoc/>
    protected override string? NameOf(ISymbol symbol, Compilation compilation) => ((IFieldSymbol)symbol).IsVolatile ? symbol.Name : null;
}
