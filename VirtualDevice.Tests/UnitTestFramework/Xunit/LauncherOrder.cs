using nanoFramework.TestFramework;
using Xunit.Sdk;
using Xunit.v3;

namespace VirtualDevice.Tests.UnitTestFramework.Xunit;

/// <summary>The order in which the launcher on the device calls the tests of a class.</summary>
/// <remarks>
/// xunit's own order is a random one. A test class has static state only, so a test that needs another one to run before it
/// must behave on the PC as it does on the device.
/// </remarks>
public sealed class LauncherOrder : ITestMethodOrderer, ITestCaseOrderer
{
    /// <summary>First the methods without data rows, then those with; each group as it is declared.</summary>
    public IReadOnlyCollection<TTestMethod> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod> testMethods)
        where TTestMethod : notnull, ITestMethod =>
        [
            .. testMethods
                .OrderBy(method => method is IXunitTestMethod known && known.Method.IsDefined(typeof(DataRowAttribute), true))
                .ThenBy(method => (method as IXunitTestMethod)?.MetadataToken ?? 0),
        ];

    /// <summary>The data rows as they are declared: a runner may hand them over in another order.</summary>
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase => [.. testCases.OrderBy(testCase => FindRow(testCase as XunitTestCase))];

    private static int FindRow(XunitTestCase testCase) =>
        testCase == null ? 0 : DataRows.Of(testCase.TestMethod.Method).FindIndex(row => DataRows.AreSame(row, testCase.TestMethodArguments));
}
