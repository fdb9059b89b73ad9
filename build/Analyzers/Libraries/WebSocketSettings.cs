using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>WebSocket options that leave a dangerous default.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WebSocketSettings : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="WebSocketSettings"/> class.</summary>
    public WebSocketSettings()
        : base(
            "NF0027",
            "WebSocket options with defaults",
            "WebSocket options without {0} assigned in this method: an options object swaps the default times (60/30 s to 30/60 s), and a frame may claim 2 GB by default, allocated at once (System.Net.WebSockets WebSocketOptions.cs; facts page, sections 1.1 and 1.7). Assign all three beside the creation.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                if (!operation.Operation.Type.IsOrDerivesFrom("System.Net.WebSockets.WebSocketFrame.WebSocketOptions")
                    && !operation.Operation.Type.IsOrDerivesFrom("System.Net.WebSockets.WebSocketOptions"))
                {
                    return;
                }

                HashSet<string> settings = NewObject.Settings(operation.Operation);
                string[] names = { "ServerTimeout", "KeepAliveInterval", "MaxReceiveFrameSize" };
                string missing = string.Join(", ", names.Where(name => !settings.Contains(name)));
                if (missing.Length > 0)
                {
                    operation.ReportDiagnostic(Finding(operation.Operation.Syntax.GetLocation(), missing));
                }
            },
            OperationKind.ObjectCreation);
    }
}
