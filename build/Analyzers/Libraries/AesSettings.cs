namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>AES without a key or an IV of its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AesSettings() : OperationRule(
    "NF0020",
    "AES without key and IV",
    "'new Aes' without {0} assigned in this method: the constructor takes a random IV in silence, so decrypting gives garbage, and a missing key is noticed only when used (System.Security.Cryptography Aes.cs; facts page, section 4.3). Assign Key (16 bytes) and IV (16 bytes) beside the creation.",
    OperationKind.ObjectCreation)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation)
    {
        IObjectCreationOperation creation = (IObjectCreationOperation)operation;
        if (!creation.Type.Is("System.Security.Cryptography.Aes"))
        {
            return null;
        }

        // ECB (2) has no IV; GenerateIV is an IV chosen knowingly.
        bool needsIv = !creation.Arguments.Any(argument => argument.Value.ConstantValue is { HasValue: true, Value: 2 });
        bool hasIv = !needsIv || NewObject.Settings(creation).Contains("GenerateIV");
        return hasIv ? NewObject.Missing(creation, "Key") : NewObject.Missing(creation, "Key", "IV");
    }
}
