using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>FileStream.Read(SpanByte): not implemented.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpanRead : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="SpanRead"/> class.</summary>
    public SpanRead()
        : base(
            "NF0030",
            "FileStream.Read(SpanByte)",
            "'{0}' throws NotImplementedException (System.IO.FileSystem FileStream.cs; facts page, section 5.3). Write Read(array, offset, count).")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                bool isSpan = call.TargetMethod.Parameters.Length == 1 && call.TargetMethod.Parameters[0].Type.Is("System.SpanByte");
                if (isSpan && call.TargetMethod.Name == "Read" && call.Instance.Bare()?.Type.Is("System.IO.FileStream") == true)
                {
                    operation.ReportDiagnostic(Finding(call.Syntax.GetLocation(), "FileStream.Read(SpanByte)"));
                }
            },
            OperationKind.Invocation);
    }
}
