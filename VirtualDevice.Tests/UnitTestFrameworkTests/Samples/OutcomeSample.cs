using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>One test of each outcome. Internal like all samples: xunit finds public classes only, so these run only when asked for.</summary>
[TestClass]
internal sealed class OutcomeSample
{
    [TestMethod]
    public void Passes() => Assert.AreEqual(2, 1 + 1);

    [TestMethod]
    public void Fails() => Assert.AreEqual(1, 2, "of the sample");

    [TestMethod]
    public void Throws() => throw new InvalidOperationException("not an assertion");

    [TestMethod]
    public void Skips() => Assert.SkipTest("not on this machine");

    [TestMethod]
    public static void Passes_static() => Assert.IsTrue(true);
}
