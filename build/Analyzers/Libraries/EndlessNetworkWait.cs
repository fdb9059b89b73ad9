using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>Waiting for the network for ever.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndlessNetworkWait : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="EndlessNetworkWait"/> class.</summary>
    public EndlessNetworkWait()
        : base(
            "NF0028",
            "Network wait without a deadline",
            "'{0}' without a token waits for ever (System.Device.Wifi WifiNetworkHelper.cs; facts page, section 7). Write token: new CancellationTokenSource(milliseconds).Token.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                bool isHelper = call.TargetMethod.ContainingType.Is("nanoFramework.Networking.WifiNetworkHelper")
                    || call.TargetMethod.ContainingType.Is("nanoFramework.Networking.NetworkHelper");
                bool isEndless = call.Arguments.Any(argument => argument.Parameter?.Type.Name == "CancellationToken"
                    && (argument.ArgumentKind == ArgumentKind.DefaultValue || argument.Value.Bare() is IDefaultValueOperation));
                if (isHelper && isEndless)
                {
                    operation.ReportDiagnostic(Finding(call.Syntax.GetLocation(), call.TargetMethod.Name));
                }
            },
            OperationKind.Invocation);
    }
}
