using nanoFramework.TestFramework;

namespace UnitTestFrameworkSamples;

/// <summary>Its [Setup] is not public: the device would not call it.</summary>
[TestClass]
internal sealed class HiddenSetupSample
{
    [TestMethod]
    public void First()
    {
    }

    [Setup]
    private void SetUp()
    {
    }
}
