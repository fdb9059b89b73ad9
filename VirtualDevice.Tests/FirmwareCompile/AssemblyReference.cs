namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>A reference of a .nfproj file.</summary>
/// <param name="Include">The assembly's full name.</param>
/// <param name="HintPath">Where its package is.</param>
/// <param name="Private">"True".</param>
internal sealed record AssemblyReference(string Include, string HintPath, string Private)
{
    /// <summary>The assembly's name.</summary>
    public string Name => Include.Split(',')[0];

    /// <summary>The assembly's version.</summary>
    public string Version => Include.Split(',').Select(part => part.Trim()).Single(part => part.StartsWith("Version=", StringComparison.Ordinal))["Version=".Length..];
}
