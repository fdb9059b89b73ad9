namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>WebSocket options that leave a dangerous default.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WebSocketSettings() : OperationRule(
    "NF0027",
    "WebSocket options with defaults",
    "WebSocket options without {0} assigned in this method: an options object swaps the default times (60/30 s to 30/60 s), and a frame may claim 2 GB by default, allocated at once (System.Net.WebSockets WebSocketOptions.cs; facts page, sections 1.1 and 1.7). Assign all three beside the creation.",
    OperationKind.ObjectCreation)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation)
    {
        bool isOptions = operation.Type.IsOrDerivesFrom("System.Net.WebSockets.WebSocketFrame.WebSocketOptions")
            || operation.Type.IsOrDerivesFrom("System.Net.WebSockets.WebSocketOptions");
        return isOptions ? NewObject.Missing(operation, "ServerTimeout", "KeepAliveInterval", "MaxReceiveFrameSize") : null;
    }
}
