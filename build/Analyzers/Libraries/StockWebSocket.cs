namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>ClientWebSocket: it does not notice the end of its connection.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StockWebSocket() : FirmwareRule(
    "NF0026",
    "ClientWebSocket",
    "'{0}': ClientWebSocket spins at full CPU after an end of stream, hides close codes from 1012 on and answers a refused upgrade without its status (measured; System.Net.WebSockets ClientWebSocket.cs; facts page, sections 1.3, 1.7 and 16.5). Derive from the abstract WebSocket and give ConnectToStream a stream of your own.")
{
    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                if (operation.Operation.Type.IsOrDerivesFrom(Stock))
                {
                    operation.ReportDiagnostic(Finding(operation.Operation.Syntax.GetLocation(), operation.Operation.Syntax.ToString()));
                }
            },
            OperationKind.ObjectCreation);
        context.RegisterSymbolAction(
            symbol =>
            {
                if (((INamedTypeSymbol)symbol.Symbol).BaseType.IsOrDerivesFrom(Stock))
                {
                    symbol.ReportDiagnostic(Finding(symbol.Symbol.Locations[0], symbol.Symbol.Name));
                }
            },
            SymbolKind.NamedType);
    }

    private const string Stock = "System.Net.WebSockets.ClientWebSocket";
}
