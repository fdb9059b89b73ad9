using System.Collections.Immutable;

namespace TeddyFirmware.Analyzers.Shared;

/// <summary>One rule: what the compiler accepts, and the board refuses or gets wrong in silence.</summary>
public abstract class FirmwareRule : DiagnosticAnalyzer
{
    private readonly DiagnosticDescriptor _descriptor;

    /// <summary>Initializes a new instance of the <see cref="FirmwareRule"/> class.</summary>
    /// <param name="id">NF and four digits, as in README.md.</param>
    /// <param name="title">What it is about, in a few words.</param>
    /// <param name="message">What is wrong, why with its source, and what to write instead; {0} is the name found.</param>
    protected FirmwareRule(string id, string title, string message)
    {
        // An error each: the program would be wrong on the board, whatever the settings of a build say about warnings.
        _descriptor = new DiagnosticDescriptor(id, title, message, "nanoFramework", DiagnosticSeverity.Error, isEnabledByDefault: true);
        SupportedDiagnostics = ImmutableArray.Create(_descriptor);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        // Generated code runs on the board as well.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        Register(context);
    }

    /// <summary>Says which parts of a program the rule looks at.</summary>
    /// <param name="context">Where to say it.</param>
    protected abstract void Register(AnalysisContext context);

    /// <summary>Makes the finding.</summary>
    /// <param name="location">Where.</param>
    /// <param name="name">What {0} of the message stands for.</param>
    /// <returns>The finding.</returns>
    protected Diagnostic Finding(Location? location, string name) => Diagnostic.Create(_descriptor, location, name);
}
