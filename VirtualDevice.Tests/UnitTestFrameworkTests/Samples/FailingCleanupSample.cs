using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>Its [Cleanup] fails.</summary>
[TestClass]
internal sealed class FailingCleanupSample
{
    [TestMethod]
    public void First()
    {
    }

    [Cleanup]
    public void TearDown() => Assert.AreEqual("released", "held");
}
