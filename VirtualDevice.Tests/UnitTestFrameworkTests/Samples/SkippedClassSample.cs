using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>Skipped by its [Setup].</summary>
[TestClass]
internal sealed class SkippedClassSample
{
    /// <summary>What was called, in order.</summary>
    public static readonly List<string> Calls = [];

    [Setup]
    public void SetUp() => Assert.SkipTest("needs a board");

    [TestMethod]
    public void First() => Calls.Add("first");

    [TestMethod]
    [DataRow(1)]
    public void Row(int number) => Calls.Add($"row {number}");

    [Cleanup]
    public void TearDown() => Calls.Add("cleanup");
}
