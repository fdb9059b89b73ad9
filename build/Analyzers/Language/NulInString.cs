using Microsoft.CodeAnalysis.CSharp;

namespace TeddyFirmware.Analyzers.Language;

/// <summary>A NUL in a string: the string ends there.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NulInString() : FirmwareRule(
    "NF0018",
    "NUL in a string",
    "'{0}' puts a NUL into a string: on nanoFramework a string ends at its first NUL, and what follows is lost (measured; facts page, sections 9 and 16.1). Write a byte[], and keep binary data out of strings.")
{
    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(
            node =>
            {
                SyntaxToken text = node.Node.GetFirstToken();
                if (text.ValueText.IndexOf('\0') >= 0)
                {
                    node.ReportDiagnostic(Finding(node.Node.GetLocation(), node.Node.ToString()));
                }
            },
            SyntaxKind.StringLiteralExpression,
            SyntaxKind.InterpolatedStringText);
        context.RegisterOperationAction(
            operation =>
            {
                IBinaryOperation sum = (IBinaryOperation)operation.Operation;
                if (sum.Type?.SpecialType != SpecialType.System_String)
                {
                    return;
                }

                foreach (IOperation side in new[] { sum.LeftOperand, sum.RightOperand })
                {
                    if (side.Bare()?.ConstantValue is { HasValue: true, Value: '\0' })
                    {
                        operation.ReportDiagnostic(Finding(side.Syntax.GetLocation(), side.Syntax.ToString()));
                    }
                }
            },
            OperationKind.Binary);
    }
}
