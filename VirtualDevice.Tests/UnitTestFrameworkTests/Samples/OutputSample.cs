using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>Writes.</summary>
[TestClass]
internal sealed class OutputSample
{
    [TestMethod]
    public void Writes()
    {
        OutputHelper.Write("one ");
        OutputHelper.WriteLine("line");
        OutputHelper.WriteLine(null);
    }
}
