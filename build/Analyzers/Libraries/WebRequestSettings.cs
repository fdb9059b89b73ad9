namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>A web request that checks no certificate.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WebRequestSettings() : OperationRule(
    "NF0021",
    "Web request without TLS settings",
    "WebRequest.Create without {0} assigned in this method: SslVerification starts as 0, which checks no certificate at all, and SslProtocols as None, which is TLS 1.3 only (System.Net.Http HttpWebRequest.cs:223,276; facts page, section 2.2). Assign SslVerification.CertificateRequired and SslProtocols.Tls12 beside the creation.",
    OperationKind.Invocation,
    OperationKind.ObjectCreation)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation) =>
        IsRequest(operation) ? NewObject.Missing(operation, "SslVerification", "SslProtocols") : null;

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
