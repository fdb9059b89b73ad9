using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Language;

/// <summary>Finalizers: late, and at awkward moments.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Finalizer : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="Finalizer"/> class.</summary>
    public Finalizer()
        : base(
            "NF0032",
            "Finalizer",
            "'{0}' is a finalizer: they run late, in no order, on one thread below normal priority (nf-interpreter Execution.cpp; facts page, sections 0 and 9). Write Dispose, and call it.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterSymbolAction(
            symbol =>
            {
                if (((IMethodSymbol)symbol.Symbol).MethodKind == MethodKind.Destructor)
                {
                    symbol.ReportDiagnostic(Finding(symbol.Symbol.Locations[0], "~" + symbol.Symbol.ContainingType.Name));
                }
            },
            SymbolKind.Method);
    }
}
