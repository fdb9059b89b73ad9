using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TeddyFirmware.Analyzers.Language;

/// <summary>Own generic methods: the board computes wrong results in silence.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GenericMethod() : FirmwareRule(
    "NF0002",
    "Generic method",
    "'{0}' is a generic method: nanoFramework 1.x runs it with silently wrong results (measured; facts page, section 16.1). Write one method per type, or take object and cast.")
{
    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(
            node =>
            {
                TypeParameterListSyntax list = (TypeParameterListSyntax)node.Node;
                SyntaxToken? name = list.Parent switch
                {
                    MethodDeclarationSyntax method => method.Identifier,
                    LocalFunctionStatementSyntax function => function.Identifier,
                    _ => null,
                };
                if (name.HasValue)
                {
                    node.ReportDiagnostic(Finding(name.Value.GetLocation(), name.Value.ValueText));
                }
            },
            SyntaxKind.TypeParameterList);
    }
}
