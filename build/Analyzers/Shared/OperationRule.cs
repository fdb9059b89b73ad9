namespace TeddyFirmware.Analyzers.Shared;

/// <summary>A rule that finds single operations: calls, new objects, values.</summary>
/// <param name="id">NF and four digits, as in README.md.</param>
/// <param name="title">What it is about, in a few words.</param>
/// <param name="message">What is wrong, why with its source, and what to write instead; {0} is the name found.</param>
/// <param name="kinds">The operations that the rule looks at.</param>
public abstract class OperationRule(string id, string title, string message, params OperationKind[] kinds) : FirmwareRule(id, title, message)
{
    /// <inheritdoc/>
    protected sealed override void Register(AnalysisContext context) => context.RegisterOperationAction(
        found =>
        {
            if (NameIn(found.Operation) is { } name)
            {
                found.ReportDiagnostic(Finding(found.Operation.Syntax.GetLocation(), name));
            }
        },
        kinds);

    /// <summary>Looks at an operation.</summary>
    /// <param name="operation">One of the kinds.</param>
    /// <returns>What {0} of the message stands for, or null where nothing is wrong.</returns>
    protected abstract string? NameIn(IOperation operation);
}
