using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>The device would not dispose of it.</summary>
[TestClass]
internal sealed class DisposableSample : IDisposable
{
    [TestMethod]
    public void First()
    {
    }

    public void Dispose()
    {
    }
}
