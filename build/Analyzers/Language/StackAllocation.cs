using Microsoft.CodeAnalysis.CSharp;

namespace TeddyFirmware.Analyzers.Language;

/// <summary><c>stackalloc</c>: an exception at run time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StackAllocation() : FirmwareRule(
    "NF0005",
    "stackalloc",
    "'{0}': stackalloc compiles and throws on nanoFramework (measured; facts page, section 16.1). Write new byte[n], and keep the array where it is needed often.")
{
    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(
            node => node.ReportDiagnostic(Finding(node.Node.GetLocation(), node.Node.ToString())),
            SyntaxKind.StackAllocArrayCreationExpression,
            SyntaxKind.ImplicitStackAllocArrayCreationExpression);
    }
}
