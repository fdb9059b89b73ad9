using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Language;

/// <summary>Interface members with a body: an exception at run time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefaultInterfaceMember : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="DefaultInterfaceMember"/> class.</summary>
    public DefaultInterfaceMember()
        : base(
            "NF0007",
            "Default interface member",
            "'{0}' has a body in an interface: nanoFramework throws where it is called (measured; facts page, section 16.1). Write the body in the classes, in a base class, or as a static helper.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterSymbolAction(
            symbol =>
            {
                IMethodSymbol method = (IMethodSymbol)symbol.Symbol;

                // Static ones are plain calls, and work.
                if (method.ContainingType?.TypeKind == TypeKind.Interface && !method.IsAbstract && !method.IsStatic)
                {
                    symbol.ReportDiagnostic(Finding(method.Locations[0], method.Name));
                }
            },
            SymbolKind.Method);
    }
}
