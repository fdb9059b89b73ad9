using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>Its [Setup] fails.</summary>
[TestClass]
internal sealed class FailingSetupSample
{
    /// <summary>What was called, in order.</summary>
    public static readonly List<string> Calls = [];

    [Setup]
    public void SetUp() => throw new InvalidOperationException("no such file");

    [TestMethod]
    public void First() => Calls.Add("first");

    [TestMethod]
    public void Second() => Calls.Add("second");

    [Cleanup]
    public void TearDown() => Calls.Add("cleanup");
}
