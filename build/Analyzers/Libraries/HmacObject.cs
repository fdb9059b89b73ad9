namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>An HMAC object: it wipes its caller's key.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HmacObject() : OperationRule(
    "NF0019",
    "HMAC object",
    "'new {0}' keeps the caller's key array and fills it with zeros when it is disposed; the next MAC has a zero key (System.Security.Cryptography HMACSHA256.cs; facts page, section 4.2). Write the static {0}.HashData(key, data).",
    OperationKind.ObjectCreation)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation)
    {
        bool isHmac = operation.Type.Is("System.Security.Cryptography.HMACSHA256") || operation.Type.Is("System.Security.Cryptography.HMACSHA512");
        return isHmac ? operation.Type!.Name : null;
    }
}
