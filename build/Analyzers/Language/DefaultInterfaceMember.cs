namespace TeddyFirmware.Analyzers.Language;

/// <summary>Interface members with a body: an exception at run time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefaultInterfaceMember() : SymbolRule(
    "NF0007",
    "Default interface member",
    "'{0}' has a body in an interface: nanoFramework throws where it is called (measured; facts page, section 16.1). Write the body in the classes, in a base class, or as a static helper.",
    SymbolKind.Method)
{
    /// <inheritdoc/>
    protected override string? NameOf(ISymbol symbol, Compilation compilation)
    {
        // Static ones are plain calls, and work.
        bool hasBody = symbol is { ContainingType.TypeKind: TypeKind.Interface, IsAbstract: false, IsStatic: false };
        return hasBody ? symbol.Name : null;
    }
}
