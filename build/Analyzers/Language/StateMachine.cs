using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TeddyFirmware.Analyzers.Language;

/// <summary>Iterators and async methods: the types behind them do not exist.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StateMachine() : FirmwareRule(
    "NF0009",
    "Iterator or async method",
    "'{0}' needs types that nanoFramework's mscorlib lacks (IEnumerator<T>, Task; facts page, section 9). Write a loop with a callback or an array instead of yield, a thread with a deadline instead of async.")
{
    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(
            node => node.ReportDiagnostic(Finding(node.Node.GetFirstToken().GetLocation(), "yield")),
            SyntaxKind.YieldReturnStatement,
            SyntaxKind.YieldBreakStatement);
        context.RegisterSyntaxNodeAction(
            node =>
            {
                SyntaxTokenList modifiers = node.Node switch
                {
                    MethodDeclarationSyntax method => method.Modifiers,
                    LocalFunctionStatementSyntax function => function.Modifiers,
                    AnonymousFunctionExpressionSyntax function => function.Modifiers,
                    _ => default,
                };
                foreach (SyntaxToken modifier in modifiers)
                {
                    if (modifier.IsKind(SyntaxKind.AsyncKeyword))
                    {
                        node.ReportDiagnostic(Finding(modifier.GetLocation(), "async"));
                    }
                }
            },
            SyntaxKind.MethodDeclaration,
            SyntaxKind.LocalFunctionStatement,
            SyntaxKind.SimpleLambdaExpression,
            SyntaxKind.ParenthesizedLambdaExpression,
            SyntaxKind.AnonymousMethodExpression);
    }
}
