namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>Random with a seed: the board ignores it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SeededRandom() : OperationRule(
    "NF0024",
    "Random with a seed",
    "'{0}': the seed is ignored on the ESP32, the numbers come from the hardware (nf-interpreter targetRandom.cpp; facts page, section 4.4). Write new Random(), and take repeatable numbers from an IRandom of the test.",
    OperationKind.ObjectCreation)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation)
    {
        bool isSeeded = ((IObjectCreationOperation)operation).Arguments.Length > 0 && operation.Type.Is("System.Random");
        return isSeeded ? operation.Syntax.ToString() : null;
    }
}
