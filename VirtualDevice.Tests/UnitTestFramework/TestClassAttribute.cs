using VirtualDevice.Tests.UnitTestFramework.Xunit;
using Xunit.v3;

namespace nanoFramework.TestFramework;

/// <summary>A class of unit tests.</summary>
/// <remarks>To xunit it is the attribute that names the order of the class's methods and data rows: that of the device.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class TestClassAttribute : Attribute, ITestMethodOrdererAttribute, ITestCaseOrdererAttribute
{
    /// <inheritdoc/>
    Type ITestOrdererAttribute.OrdererType => typeof(LauncherOrder);

    /// <summary>The attribute that applies to a test method: the one given.</summary>
    public virtual TestMethodAttribute GetTestMethodAttribute(TestMethodAttribute testMethodAttribute) => testMethodAttribute;
}
