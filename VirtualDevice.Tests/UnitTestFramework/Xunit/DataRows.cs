using System.Collections;
using System.Reflection;
using nanoFramework.TestFramework;

namespace VirtualDevice.Tests.UnitTestFramework.Xunit;

/// <summary>The data rows of a test method.</summary>
internal static class DataRows
{
    /// <summary>The arguments of each row, as they are declared.</summary>
    public static List<object[]> Of(MethodInfo method) =>
        [.. method.GetCustomAttributes<DataRowAttribute>(true).Select(row => row.MethodParameters)];

    /// <summary>Whether two rows have the same arguments, arrays by their elements.</summary>
    public static bool AreSame(object[] row, object[] other) =>
        ((IStructuralEquatable)row).Equals(other, StructuralComparisons.StructuralEqualityComparer);
}
