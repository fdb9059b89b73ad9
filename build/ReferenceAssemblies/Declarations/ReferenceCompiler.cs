using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using ReferenceAssemblies.Api;

namespace ReferenceAssemblies.Declarations;

/// <summary>Compiles declarations to reference assemblies.</summary>
/// <remarks>
/// They carry the real names and versions but no public key, because their only reader is a compiler, and it binds to
/// what it is given. Nothing built against them is ever deployed.
/// </remarks>
public sealed class ReferenceCompiler
{
    private readonly Dictionary<string, MetadataReference> _done = [];

    /// <summary>Compiles an assembly whose references have been compiled before.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The reference assembly.</returns>
    /// <exception cref="InvalidDataException">The data makes no valid declarations; the message tells where.</exception>
    public byte[] Compile(ApiAssembly assembly)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            assembly.Assembly,
            [CSharpSyntaxTree.ParseText(TypeWriter.Write(assembly), CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp9))],
            _done.Values,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true, warningLevel: 0));
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image, options: Options(assembly));
        Diagnostic[] errors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
        {
            throw new InvalidDataException($"{assembly.Assembly}: {string.Join(Environment.NewLine, errors.Select(Describe))}");
        }

        byte[] bytes = image.ToArray();
        _done[assembly.Assembly] = MetadataReference.CreateFromImage(bytes);
        return bytes;
    }

    // Only the one without references, mscorlib, has nobody to take the metadata version from.
    private static EmitOptions Options(ApiAssembly assembly) => new(
        metadataOnly: true,
        includePrivateMembers: false,
        runtimeMetadataVersion: assembly.References.Count == 0 ? "v4.0.30319" : null);

    private static string Describe(Diagnostic error)
    {
        FileLinePositionSpan place = error.Location.GetLineSpan();
        string line = error.Location.SourceTree?.GetText().Lines[place.StartLinePosition.Line].ToString() ?? string.Empty;
        return $"{error.Id} {error.GetMessage()} in: {line}";
    }
}
