namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>JsonConvert.DeserializeObject: throws at what every server sends.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JsonReading() : OperationRule(
    "NF0029",
    "JsonConvert.DeserializeObject",
    "'{0}' throws at \\u002B, \\u003C and \\/, turns texts that look like dates into dates, and fails with many types of exception (measured; nanoFramework.Json JsonConvert.cs, Home#1682; facts page, sections 8 and 16.4). Write Wire.JsonObjectReader.",
    OperationKind.Invocation)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation)
    {
        IMethodSymbol method = ((IInvocationOperation)operation).TargetMethod;
        return method.Name == "DeserializeObject" && method.ContainingType.Is("nanoFramework.Json.JsonConvert") ? "JsonConvert.DeserializeObject" : null;
    }
}
