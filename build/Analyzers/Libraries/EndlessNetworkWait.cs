namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>Waiting for the network for ever.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndlessNetworkWait() : OperationRule(
    "NF0028",
    "Network wait without a deadline",
    "'{0}' without a token waits for ever (System.Device.Wifi WifiNetworkHelper.cs; facts page, section 7). Write token: new CancellationTokenSource(milliseconds).Token.",
    OperationKind.Invocation)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation)
    {
        IInvocationOperation call = (IInvocationOperation)operation;
        bool isHelper = call.TargetMethod.ContainingType.Is("nanoFramework.Networking.WifiNetworkHelper")
            || call.TargetMethod.ContainingType.Is("nanoFramework.Networking.NetworkHelper");
        bool isEndless = call.Arguments.Any(argument => argument.Parameter?.Type.Name == "CancellationToken"
            && (argument.ArgumentKind == ArgumentKind.DefaultValue || argument.Value.Bare() is IDefaultValueOperation));
        return isHelper && isEndless ? call.TargetMethod.Name : null;
    }
}
