using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>Tests that the device would not run, or not so.</summary>
[TestClass]
internal sealed class WrongRowsSample
{
    [TestMethod]
    public void No_row(int number)
    {
    }

    [TestMethod]
    [DataRow(1, 2)]
    public void Too_many(int number)
    {
    }

    [TestMethod]
    [DataRow(1)]
    public void Other_type(long number)
    {
    }

    [TestMethod]
    [DataRow(null, 1)]
    public void Null_for_a_value(int number, int other)
    {
    }

    [TestMethod]
    [DataRow("a")]
    [DataRow("a")]
    public void Twice_the_same(string text)
    {
    }

    [TestMethod]
    internal void Not_public()
    {
    }
}
