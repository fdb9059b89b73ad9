using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>Data rows of several types, one of them failing.</summary>
[TestClass]
internal sealed class DataRowSample
{
    [TestMethod]
    [DataRow(1, "one", true)]
    [DataRow(2, "two", true)]
    [DataRow(3, null, false)]
    public void Numbers(int number, string text, bool known) => Assert.AreEqual(known, text != null && number < 2);

    // The order of the attributes has no meaning.
    [DataRow((byte)7, 'x')]
    [TestMethod]
    public void Small(byte number, char letter)
    {
        Assert.AreEqual((byte)7, number);
        Assert.AreEqual('x', letter);
    }

    [TestMethod]
    [DataRow(new byte[] { 2 })]
    [DataRow(new byte[] { 1 })]
    public void Bytes(byte[] bytes) => Assert.AreEqual(1, bytes.Length);
}
