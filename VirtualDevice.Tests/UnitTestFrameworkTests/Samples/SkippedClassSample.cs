using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>Skipped by its [Setup].</summary>
[TestClass]
internal sealed class SkippedClassSample
{
    /// <summary>What was called, in order.</summary>
    public static readonly List<string> Calls = [];

    /// <summary>Set when the class is about to be skipped.</summary>
    public static readonly ManualResetEventSlim Skipping = new();

    [Setup]
    public void SetUp()
    {
        Skipping.Set();
        Assert.SkipTest("needs a board");
    }

    [TestMethod]
    public void First() => Calls.Add("first");

    [TestMethod]
    [DataRow(1)]
    public void Row(int number) => Calls.Add($"row {number}");

    [Cleanup]
    public void TearDown() => Calls.Add("cleanup");
}
