using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>Random with a seed: the board ignores it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SeededRandom : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="SeededRandom"/> class.</summary>
    public SeededRandom()
        : base(
            "NF0024",
            "Random with a seed",
            "'{0}': the seed is ignored on the ESP32, the numbers come from the hardware (nf-interpreter targetRandom.cpp; facts page, section 4.4). Write new Random(), and take repeatable numbers from an IRandom of the test.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IObjectCreationOperation creation = (IObjectCreationOperation)operation.Operation;
                if (creation.Arguments.Length > 0 && creation.Type.Is("System.Random"))
                {
                    operation.ReportDiagnostic(Finding(creation.Syntax.GetLocation(), creation.Syntax.ToString()));
                }
            },
            OperationKind.ObjectCreation);
    }
}
