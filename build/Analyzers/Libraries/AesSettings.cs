using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TeddyFirmware.Analyzers.Shared;

namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>AES without a key or an IV of its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AesSettings : FirmwareRule
{
    /// <summary>Initializes a new instance of the <see cref="AesSettings"/> class.</summary>
    public AesSettings()
        : base(
            "NF0020",
            "AES without key and IV",
            "'new Aes' without {0} assigned in this method: the constructor takes a random IV in silence, so decrypting gives garbage, and a missing key is noticed only when used (System.Security.Cryptography Aes.cs; facts page, section 4.3). Assign Key (16 bytes) and IV (16 bytes) beside the creation.")
    {
    }

    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IObjectCreationOperation creation = (IObjectCreationOperation)operation.Operation;
                if (!creation.Type.Is("System.Security.Cryptography.Aes"))
                {
                    return;
                }

                HashSet<string> settings = NewObject.Settings(creation);

                // ECB (2) has no IV; GenerateIV is an IV chosen knowingly.
                bool needsIv = !creation.Arguments.Any(argument => argument.Value.ConstantValue is { HasValue: true, Value: 2 });
                bool lacksIv = needsIv && !settings.Contains("IV") && !settings.Contains("GenerateIV");
                bool lacksKey = !settings.Contains("Key");
                if (lacksKey || lacksIv)
                {
                    string missing = lacksKey && lacksIv ? "Key and IV" : lacksKey ? "Key" : "IV";
                    operation.ReportDiagnostic(Finding(creation.Syntax.GetLocation(), missing));
                }
            },
            OperationKind.ObjectCreation);
    }
}
