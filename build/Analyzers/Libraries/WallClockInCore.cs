namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>DateTime.UtcNow in the portable core: it starts in 1970 and jumps.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WallClockInCore() : OperationRule(
    "NF0013",
    "Wall clock in the core",
    "'{0}' in the portable core: it starts in 1970 at power-up and jumps by decades when SNTP answers (facts page, sections 3.4 and 6.2). Write IClock.MonotonicMs for waits, IClock.UtcSeconds after IClock.IsUtcSet for dates.",
    OperationKind.PropertyReference)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation)
    {
        IPropertySymbol property = ((IPropertyReferenceOperation)operation).Property;
        bool isClock = property.IsStatic && property.Name is "UtcNow" or "Today" && property.ContainingType.Is("System.DateTime");
        return isClock && Place.IsCore(operation) ? "DateTime." + property.Name : null;
    }
}
