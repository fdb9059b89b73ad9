using System.Collections;
using System.Diagnostics;

namespace nanoFramework.TestFramework;

/// <summary>Assertions about collections.</summary>
[StackTraceHidden]
public sealed class CollectionAssert
{
    /// <summary>The collection has no element.</summary>
    public static void Empty(ICollection collection, string message = "")
    {
        Assert.EnsureParameterIsNotNull(collection, "CollectionAssert.Empty");

        if (collection.Count != 0)
        {
            Assert.HandleFail("CollectionAssert.Empty", $"Expected:<0 elements>. Actual:<{collection.Count}>. {message}");
        }
    }

    /// <summary>The collection has an element.</summary>
    public static void NotEmpty(ICollection collection, string message = "")
    {
        Assert.EnsureParameterIsNotNull(collection, "CollectionAssert.NotEmpty");

        if (collection.Count == 0)
        {
            Assert.HandleFail("CollectionAssert.NotEmpty", $"The collection is empty. {message}");
        }
    }

    /// <summary>Both have equal elements in the same order, or are the same object, or are both null.</summary>
    public static void AreEqual(ICollection expected, ICollection actual, string message = "")
    {
        string difference = FindDifference(expected, actual);

        if (difference != null)
        {
            Assert.HandleFail("CollectionAssert.AreEqual", $"{difference} {message}");
        }
    }

    /// <summary>They differ in an element or in their length.</summary>
    public static void AreNotEqual(ICollection notExpected, ICollection actual, string message = "")
    {
        if (FindDifference(notExpected, actual) == null)
        {
            Assert.HandleFail("CollectionAssert.AreNotEqual", $"Both have the same elements. {message}");
        }
    }

    /// <summary>What differs, or null.</summary>
    private static string FindDifference(ICollection expected, ICollection actual)
    {
        if (ReferenceEquals(expected, actual))
        {
            return null;
        }

        if (expected == null || actual == null)
        {
            return $"Expected:<{Describe(expected)}>. Actual:<{Describe(actual)}>.";
        }

        if (expected.Count != actual.Count)
        {
            return $"Different number of elements. Expected:<{expected.Count}>. Actual:<{actual.Count}>.";
        }

        IEnumerator left = expected.GetEnumerator();
        IEnumerator right = actual.GetEnumerator();

        for (int index = 0; left.MoveNext() && right.MoveNext(); index++)
        {
            if (!Equals(left.Current, right.Current))
            {
                return $"Element at index {index} does not match. Expected:<{Assert.ReplaceNulls(left.Current)}>. Actual:<{Assert.ReplaceNulls(right.Current)}>.";
            }
        }

        return null;
    }

    private static string Describe(ICollection collection) => collection == null ? "(null)" : $"{collection.Count} elements";
}
