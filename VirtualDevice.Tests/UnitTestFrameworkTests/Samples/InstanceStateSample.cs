using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>State in an object that the device does not make.</summary>
[TestClass]
internal sealed class InstanceStateSample
{
    private int _count;

    [TestMethod]
    public void Counts() => Assert.AreEqual(1, ++_count);
}
