using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>A web request that checks no certificate.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WebRequestSettings : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="WebRequestSettings"/> class.</summary>
    public WebRequestSettings()
        : base(
            "NF0021",
            "Web request without TLS settings",
            "WebRequest.Create without {0} assigned in this method: SslVerification starts as 0, which checks no certificate at all, and SslProtocols as None, which is TLS 1.3 only (System.Net.Http HttpWebRequest.cs:223,276; facts page, section 2.2). Assign SslVerification.CertificateRequired and SslProtocols.Tls12 beside the creation.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                if (!IsRequest(operation.Operation))
                {
                    return;
                }

                HashSet<string> settings = NewObject.Settings(operation.Operation);
                string missing = string.Join(" and ", new[] { "SslVerification", "SslProtocols" }.Where(name => !settings.Contains(name)));
                if (missing.Length > 0)
                {
                    operation.ReportDiagnostic(Finding(operation.Operation.Syntax.GetLocation(), missing));
                }
            },
            OperationKind.Invocation,
            OperationKind.ObjectCreation);
    }

    private static bool IsRequest(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod.Name.StartsWith("Create", StringComparison.Ordinal)
            && call.TargetMethod.IsStatic
            && call.TargetMethod.ReturnType.IsOrDerivesFrom("System.Net.WebRequest")
            && call.TargetMethod.ContainingType.IsOrDerivesFrom("System.Net.WebRequest"),
        IObjectCreationOperation creation => creation.Type.Is("System.Net.HttpWebRequest"),
        _ => false,
    };
}
