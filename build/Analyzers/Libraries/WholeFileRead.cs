namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>File.ReadAllBytes: misbehaves on a damaged file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WholeFileRead() : OperationRule(
    "NF0031",
    "File.ReadAllBytes",
    "'{0}' adds a failed read to its index and trusts the length of a damaged file (System.IO.FileSystem File.cs; facts page, section 5.3). Write a FileStream, check its Length, and loop over Read until it gives 0 or less.",
    OperationKind.Invocation)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation)
    {
        IMethodSymbol method = ((IInvocationOperation)operation).TargetMethod;
        return method.Name == "ReadAllBytes" && method.ContainingType.Is("System.IO.File") ? "File.ReadAllBytes" : null;
    }
}
