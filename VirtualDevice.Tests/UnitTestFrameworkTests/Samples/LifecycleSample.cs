using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>Writes down what is called. [Cleanup] and [Setup] stand where the order of declaration would be wrong.</summary>
[TestClass]
internal sealed class LifecycleSample
{
    /// <summary>What was called, in order.</summary>
    public static readonly List<string> Calls = [];

    [Cleanup]
    public void TearDown() => Calls.Add("cleanup");

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Row(int number) => Calls.Add($"row {number}");

    [TestMethod]
    public void Second() => Calls.Add("second");

    [TestMethod]
    public static void A_static_one() => Calls.Add("static");

    [TestMethod]
    public void Failing_last()
    {
        Calls.Add("failing");
        Assert.IsTrue(false);
    }

    [Setup]
    public void SetUp() => Calls.Add("setup");
}
