using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TeddyFirmware.Analyzers.Language;

/// <summary>Pointers: the metadata processor refuses them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsafeCode() : FirmwareRule(
    "NF0006",
    "Unsafe code",
    "'{0}' is unsafe code: nanoFramework's metadata processor refuses pointers (measured; facts page, sections 9 and 16.1). Write array indexes, or BitConverter.")
{
    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(
            node => node.ReportDiagnostic(Finding(node.Node.GetLocation(), node.Node.ToString())),
            SyntaxKind.PointerType,
            SyntaxKind.FunctionPointerType);
        context.RegisterSyntaxNodeAction(
            node => node.ReportDiagnostic(Finding(((UnsafeStatementSyntax)node.Node).UnsafeKeyword.GetLocation(), "unsafe")),
            SyntaxKind.UnsafeStatement);
        context.RegisterSymbolAction(
            symbol =>
            {
                foreach (SyntaxReference reference in symbol.Symbol.DeclaringSyntaxReferences)
                {
                    SyntaxNode node = reference.GetSyntax(symbol.CancellationToken);
                    SyntaxTokenList modifiers = node.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.Modifiers ?? default;
                    foreach (SyntaxToken modifier in modifiers)
                    {
                        if (modifier.IsKind(SyntaxKind.UnsafeKeyword))
                        {
                            symbol.ReportDiagnostic(Finding(modifier.GetLocation(), "unsafe"));
                        }
                    }
                }
            },
            SymbolKind.NamedType,
            SymbolKind.Method,
            SymbolKind.Field,
            SymbolKind.Property);
    }
}
