namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>FileStream.Read(SpanByte): not implemented.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpanRead() : OperationRule(
    "NF0030",
    "FileStream.Read(SpanByte)",
    "'{0}' throws NotImplementedException (System.IO.FileSystem FileStream.cs; facts page, section 5.3). Write Read(array, offset, count).",
    OperationKind.Invocation)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation)
    {
        IInvocationOperation call = (IInvocationOperation)operation;
        bool isSpan = call.TargetMethod.Parameters.Length == 1 && call.TargetMethod.Parameters[0].Type.Is("System.SpanByte");
        bool isRead = call.TargetMethod.Name == "Read" && call.Instance.Bare()?.Type.Is("System.IO.FileStream") == true;
        return isSpan && isRead ? "FileStream.Read(SpanByte)" : null;
    }
}
