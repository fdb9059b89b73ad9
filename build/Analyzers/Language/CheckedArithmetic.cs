using Microsoft.CodeAnalysis.CSharp;

namespace TeddyFirmware.Analyzers.Language;

/// <summary><c>checked</c>: never throws on the board.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CheckedArithmetic() : FirmwareRule(
    "NF0008",
    "checked",
    "'{0}': checked arithmetic never throws on nanoFramework (measured; facts page, section 16.1). Write a comparison before the operation.")
{
    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(
            node => node.ReportDiagnostic(Finding(node.Node.GetFirstToken().GetLocation(), "checked")),
            SyntaxKind.CheckedExpression,
            SyntaxKind.CheckedStatement);
        context.RegisterCompilationAction(
            compilation =>
            {
                if (compilation.Compilation.Options is CSharpCompilationOptions { CheckOverflow: true })
                {
                    compilation.ReportDiagnostic(Finding(Location.None, "CheckForOverflowUnderflow"));
                }
            });
    }
}
