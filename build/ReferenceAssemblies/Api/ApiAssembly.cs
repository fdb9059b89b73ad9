namespace ReferenceAssemblies.Api;

/// <summary>The public surface of one class library, as its data file tells it.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Version">The assembly's version.</param>
/// <param name="References">The names of the assemblies it needs.</param>
/// <param name="Types">Its types.</param>
public sealed record ApiAssembly(string Assembly, string Version, IReadOnlyList<string> References, IReadOnlyList<ApiType> Types);
