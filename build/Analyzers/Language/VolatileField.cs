using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Language;

/// <summary><c>volatile</c>: the type behind it does not exist.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VolatileField : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="VolatileField"/> class.</summary>
    public VolatileField()
        : base(
            "NF0023",
            "volatile",
            "'{0}' is volatile: nanoFramework's mscorlib lacks IsVolatile (CS0518). Write lock around each access.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterSymbolAction(
            symbol =>
            {
                if (((IFieldSymbol)symbol.Symbol).IsVolatile)
                {
                    symbol.ReportDiagnostic(Finding(symbol.Symbol.Locations[0], symbol.Symbol.Name));
                }
            },
            SymbolKind.Field);
    }
}
