namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>The tests that share one build: it takes half a minute.</summary>
[CollectionDefinition(Name)]
public sealed class FirmwareBuildCollection : Xunit.ICollectionFixture<FirmwareBuild>
{
    /// <summary>The name to say in <see cref="CollectionAttribute"/>.</summary>
    public const string Name = "firmware build";
}
