namespace TeddyFirmware.Analyzers.Shared;

/// <summary>A rule that finds declarations.</summary>
/// <param name="id">NF and four digits, as in README.md.</param>
/// <param name="title">What it is about, in a few words.</param>
/// <param name="message">What is wrong, why with its source, and what to write instead; {0} is the name found.</param>
/// <param name="kinds">The declarations that the rule looks at.</param>
public abstract class SymbolRule(string id, string title, string message, params SymbolKind[] kinds) : FirmwareRule(id, title, message)
{
    /// <inheritdoc/>
    protected sealed override void Register(AnalysisContext context) => context.RegisterSymbolAction(
        found =>
        {
            if (NameOf(found.Symbol, found.Compilation) is { } name)
            {
                found.ReportDiagnostic(Finding(found.Symbol.Locations[0], name));
            }
        },
        kinds);

    /// <summary>Looks at a declaration.</summary>
    /// <param name="symbol">One of the kinds.</param>
    /// <param name="compilation">The assembly.</param>
    /// <returns>What {0} of the message stands for, or null where nothing is wrong.</returns>
    protected abstract string? NameOf(ISymbol symbol, Compilation compilation);
}
