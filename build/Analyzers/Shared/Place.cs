namespace TeddyFirmware.Analyzers.Shared;

/// <summary>Which part of the firmware a piece of code belongs to.</summary>
internal static class Place
{
    // nanoFramework's unit test launcher loads the assembly by this name (facts page, section 10).
    private const string TestAssembly = "NFUnitTest";

    /// <summary>Says whether code is the portable core: neither a test nor the board's own adapters and entry.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="compilation">The assembly.</param>
    /// <returns>true for the portable core.</returns>
    public static bool IsCore(SyntaxTree tree, Compilation compilation)
    {
        string path = "/" + tree.FilePath.Replace('\\', '/');
        bool isBoard = path.Contains("/Platform/Esp32/") || path.EndsWith("/Program.cs", StringComparison.Ordinal);
        return !isBoard && !IsTest(compilation);
    }

    /// <summary>Says whether an operation stands in the portable core.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>true for the portable core.</returns>
    public static bool IsCore(IOperation operation) => IsCore(operation.Syntax.SyntaxTree, operation.SemanticModel!.Compilation);

    /// <summary>Says whether an assembly holds unit tests, whose state has to be static (facts page, section 10).</summary>
    /// <param name="compilation">The assembly.</param>
    /// <returns>true for unit tests.</returns>
    public static bool IsTest(Compilation compilation) => compilation.AssemblyName == TestAssembly;
}
