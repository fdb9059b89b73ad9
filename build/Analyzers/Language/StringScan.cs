namespace TeddyFirmware.Analyzers.Language;

/// <summary>A string walked letter by letter: every index is a scan from its start.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StringScan() : FirmwareRule(
    "NF0017",
    "String indexer in a loop",
    "'{0}' in a loop: a string is UTF-8 inside, so each index scans from the start and the loop takes quadratic time (CoreLibrary String.cs; facts page, section 9). Write ToCharArray() or Encoding.UTF8.GetBytes() once before the loop.")
{
    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IPropertyReferenceOperation reference = (IPropertyReferenceOperation)operation.Operation;
                bool isIndexer = reference.Property.IsIndexer && reference.Property.ContainingType.SpecialType == SpecialType.System_String;
                if (isIndexer && !reference.Arguments[0].Value.ConstantValue.HasValue && IsInLoop(reference))
                {
                    operation.ReportDiagnostic(Finding(reference.Syntax.GetLocation(), reference.Syntax.ToString()));
                }
            },
            OperationKind.PropertyReference);
        context.RegisterOperationAction(
            operation =>
            {
                if (operation.Operation is IForEachLoopOperation loop && loop.Collection.Bare()?.Type?.SpecialType == SpecialType.System_String)
                {
                    operation.ReportDiagnostic(Finding(loop.Collection.Syntax.GetLocation(), "foreach over " + loop.Collection.Syntax.ToString()));
                }
            },
            OperationKind.Loop);
    }

    // A loop of a fixed number of turns, such as over three digits, is not quadratic.
    private static bool IsInLoop(IOperation operation)
    {
        for (IOperation? parent = operation.Parent; parent != null; parent = parent.Parent)
        {
            bool isFixed = parent is IForLoopOperation { Condition: IBinaryOperation { RightOperand.ConstantValue.HasValue: true } };
            if (parent is ILoopOperation && !isFixed)
            {
                return true;
            }
        }

        return false;
    }
}
