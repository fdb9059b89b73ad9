using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>Its tests run after another class, in parallel with this one, was skipped.</summary>
[TestClass]
internal sealed class BesideSkippedSample
{
    [Setup]
    public void SetUp()
    {
        SkippedClassSample.Skipping.Wait(TimeSpan.FromSeconds(10));

        // The skip itself follows the signal.
        Thread.Sleep(100);
    }

    [TestMethod]
    public void Beside()
    {
    }
}
