using System.Reflection;
using nanoFramework.TestFramework;
using Xunit.Sdk;
using Xunit.v3;

namespace VirtualDevice.Tests.UnitTestFramework.Xunit;

/// <summary>Makes xunit's test cases of a [TestMethod]: one, or one for each [DataRow].</summary>
/// <remarks>
/// What the launcher on the device would not run, or would run otherwise than xunit, becomes a test that fails and says so:
/// a test that is green here must not be silently absent there.
/// </remarks>
public sealed class TestMethodDiscoverer : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        IXunitTestMethod testMethod,
        IFactAttribute factAttribute)
    {
        List<object[]> rows = DataRows.Of(testMethod.Method);
        string fault = FindFault(testMethod.TestClass.Class) ?? FindFault(testMethod.Method, rows);

        if (fault != null)
        {
            var details = TestIntrospectionHelper.GetTestCaseDetails(discoveryOptions, testMethod, factAttribute);

            return new([
                new ExecutionErrorTestCase(
                    details.ResolvedTestMethod,
                    details.TestCaseDisplayName,
                    details.UniqueID,
                    details.SourceFilePath,
                    details.SourceLineNumber,
                    fault),
            ]);
        }

        return new([
            .. (rows.Count == 0 ? [null] : rows).Select(row => CreateTestCase(discoveryOptions, testMethod, factAttribute, row)),
        ]);
    }

    private static XunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        IXunitTestMethod testMethod,
        IFactAttribute factAttribute,
        object[] row)
    {
        var details = TestIntrospectionHelper.GetTestCaseDetails(discoveryOptions, testMethod, factAttribute, row);

        return new XunitTestCase(
            details.ResolvedTestMethod,
            details.TestCaseDisplayName,
            details.UniqueID,
            details.Explicit,
            details.SkipExceptions,
            testMethodArguments: row,
            sourceFilePath: details.SourceFilePath,
            sourceLineNumber: details.SourceLineNumber);
    }

    private static string FindFault(Type testClass)
    {
        if (!testClass.IsDefined(typeof(TestClassAttribute), true))
        {
            return $"{testClass} has no [TestClass]: the device would not run its tests.";
        }

        // The launcher calls with "this" null and makes no object; here there is one object for each test.
        FieldInfo state = testClass.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).FirstOrDefault();

        if (state != null)
        {
            return $"{testClass} has the instance field {state.Name}: the device calls tests without an object, so state must be static.";
        }

        return typeof(IDisposable).IsAssignableFrom(testClass) || typeof(IAsyncDisposable).IsAssignableFrom(testClass)
            ? $"{testClass} is disposable: the device would not dispose of it, use [Cleanup]."
            : null;
    }

    private static string FindFault(MethodInfo method, List<object[]> rows)
    {
        if (!method.IsPublic)
        {
            return $"{method.Name} is not public: the device would not run it.";
        }

        ParameterInfo[] parameters = method.GetParameters();

        if (rows.Count == 0)
        {
            return parameters.Length == 0 ? null : $"{method.Name} has parameters and no [DataRow].";
        }

        for (int i = 0; i < rows.Count; i++)
        {
            string fault = FindFault(parameters, rows[i]);

            if (fault != null)
            {
                return $"{method.Name}, data row {i + 1}: {fault}";
            }

            // xunit tells cases apart by their arguments, and would lose the second one.
            if (rows.Take(i).Any(other => DataRows.AreSame(other, rows[i])))
            {
                return $"{method.Name}, data row {i + 1}: the same arguments as in a row before.";
            }
        }

        return null;
    }

    private static string FindFault(ParameterInfo[] parameters, object[] row)
    {
        if (row.Length != parameters.Length)
        {
            return $"{row.Length} arguments for {parameters.Length} parameters.";
        }

        for (int i = 0; i < row.Length; i++)
        {
            Type type = parameters[i].ParameterType;

            // xunit would convert, an int to a long or a text to a Guid; the device does not.
            if (row[i] == null ? type.IsValueType : !type.IsInstanceOfType(row[i]))
            {
                return $"the argument {row[i] ?? "null"} is not a {type.Name}, as the parameter {parameters[i].Name} is.";
            }
        }

        return null;
    }
}
