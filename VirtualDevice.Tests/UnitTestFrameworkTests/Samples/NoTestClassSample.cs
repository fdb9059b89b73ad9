using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>The attribute is missing.</summary>
internal sealed class NoTestClassSample
{
    [TestMethod]
    public void First()
    {
    }
}
