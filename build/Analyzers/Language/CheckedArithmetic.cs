using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Language;

/// <summary><c>checked</c>: never throws on the board.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CheckedArithmetic : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="CheckedArithmetic"/> class.</summary>
    public CheckedArithmetic()
        : base(
            "NF0008",
            "checked",
            "'{0}': checked arithmetic never throws on nanoFramework (measured; facts page, section 16.1). Write a comparison before the operation.")
    {
    }

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
