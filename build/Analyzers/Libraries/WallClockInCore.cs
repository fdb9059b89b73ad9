using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>DateTime.UtcNow in the portable core: it starts in 1970 and jumps.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WallClockInCore : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="WallClockInCore"/> class.</summary>
    public WallClockInCore()
        : base(
            "NF0013",
            "Wall clock in the core",
            "'{0}' in the portable core: it starts in 1970 at power-up and jumps by decades when SNTP answers (facts page, sections 3.4 and 6.2). Write IClock.MonotonicMs for waits, IClock.UtcSeconds after IClock.IsUtcSet for dates.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IPropertySymbol property = ((IPropertyReferenceOperation)operation.Operation).Property;
                SyntaxNode syntax = operation.Operation.Syntax;
                bool isClock = property.IsStatic && property.Name is "UtcNow" or "Today" && property.ContainingType.Is("System.DateTime");
                if (isClock && Place.IsCore(syntax.SyntaxTree, operation.Compilation))
                {
                    operation.ReportDiagnostic(Finding(syntax.GetLocation(), "DateTime." + property.Name));
                }
            },
            OperationKind.PropertyReference);
    }
}
