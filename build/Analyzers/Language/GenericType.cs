namespace TeddyFirmware.Analyzers.Language;

/// <summary>Own generic types: the board does not load the program.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GenericType() : SymbolRule(
    "NF0001",
    "Generic type",
    "'{0}' is generic: nanoFramework 1.x does not load a program with generic types (measured; facts page, sections 9 and 16.1). Write the type for the one type it is used with, or with object and a cast.",
    SymbolKind.NamedType)
{
    /// <inheritdoc/>
    protected override string? NameOf(ISymbol symbol, Compilation compilation) =>
        ((INamedTypeSymbol)symbol).TypeParameters.Length > 0 ? symbol.Name : null;
}
