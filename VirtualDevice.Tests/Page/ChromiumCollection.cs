namespace VirtualDevice.Tests.Page;

/// <summary>The tests that share one browser: it takes seconds to start, and one at a time is enough for two cores.</summary>
[CollectionDefinition(Name)]
public sealed class ChromiumCollection : global::Xunit.ICollectionFixture<Chromium>
{
    /// <summary>The name to say in <see cref="CollectionAttribute"/>.</summary>
    public const string Name = "browser";
}
