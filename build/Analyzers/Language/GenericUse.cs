using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TeddyFirmware.Analyzers.Language;

/// <summary>Types and methods with type arguments, such as an own <c>Action&lt;int&gt;</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GenericUse() : FirmwareRule(
    "NF0003",
    "Constructed generic type or method",
    "'{0}' has type arguments: nanoFramework 1.x has no generics (no program with Action<int> loads; facts page, sections 9 and 16.1). Write an own delegate or interface, an array, ArrayList or Hashtable.")
{
    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(
            node =>
            {
                GenericNameSyntax name = (GenericNameSyntax)node.Node;
                if (!name.IsPartOfStructuredTrivia())
                {
                    node.ReportDiagnostic(Finding(name.GetLocation(), name.ToString()));
                }
            },
            SyntaxKind.GenericName);
        context.RegisterOperationAction(
            operation =>
            {
                // Type arguments that the compiler infers are not written anywhere.
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                bool isWritten = call.Syntax is InvocationExpressionSyntax { Expression: { } expression }
                    && expression.DescendantNodesAndSelf().Any(part => part is GenericNameSyntax);
                if (call.TargetMethod.IsGenericMethod && !isWritten)
                {
                    operation.ReportDiagnostic(Finding(call.Syntax.GetLocation(), call.TargetMethod.Name));
                }
            },
            OperationKind.Invocation);
    }
}
