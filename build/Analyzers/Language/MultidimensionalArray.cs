using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TeddyFirmware.Analyzers.Language;

/// <summary>Arrays with a comma: the board does not load the program.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MultidimensionalArray() : FirmwareRule(
    "NF0004",
    "Multidimensional array",
    "'{0}' is a multidimensional array: nanoFramework 1.x does not load a program with one (measured; facts page, sections 9 and 16.1). Write a jagged array, or one array and row * width + column.")
{
    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(
            node =>
            {
                ArrayRankSpecifierSyntax rank = (ArrayRankSpecifierSyntax)node.Node;
                if (rank.Rank > 1)
                {
                    node.ReportDiagnostic(Finding(rank.GetLocation(), (rank.Parent ?? rank).ToString()));
                }
            },
            SyntaxKind.ArrayRankSpecifier);
        context.RegisterSyntaxNodeAction(
            node =>
            {
                ImplicitArrayCreationExpressionSyntax creation = (ImplicitArrayCreationExpressionSyntax)node.Node;
                if (creation.Commas.Count > 0)
                {
                    node.ReportDiagnostic(Finding(creation.GetLocation(), "new[" + creation.Commas.ToString() + "]"));
                }
            },
            SyntaxKind.ImplicitArrayCreationExpression);
    }
}
