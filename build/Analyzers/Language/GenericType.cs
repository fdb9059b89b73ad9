using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Language;

/// <summary>Own generic types: the board does not load the program.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GenericType : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="GenericType"/> class.</summary>
    public GenericType()
        : base(
            "NF0001",
            "Generic type",
            "'{0}' is generic: nanoFramework 1.x does not load a program with generic types (measured; facts page, sections 9 and 16.1). Write the type for the one type it is used with, or with object and a cast.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterSymbolAction(
            symbol =>
            {
                INamedTypeSymbol type = (INamedTypeSymbol)symbol.Symbol;
                if (type.TypeParameters.Length > 0)
                {
                    symbol.ReportDiagnostic(Finding(type.Locations[0], type.Name));
                }
            },
            SymbolKind.NamedType);
    }
}
