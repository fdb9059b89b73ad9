namespace nanoFramework.TestFramework;

/// <summary>Comparison of arrays.</summary>
public static class TestExtensions
{
    /// <summary>Whether two arrays have the same elements, type by type.</summary>
    /// <remarks>
    /// Like on the device: false when one is null, and elements that are not of a simple type are the same only when they are
    /// the same object.
    /// </remarks>
    public static bool SequenceEqual(this Array a, Array b)
    {
        if (a == null || b == null || a.Length != b.Length)
        {
            return false;
        }

        for (int i = 0; i < a.Length; i++)
        {
            object left = a.GetValue(i);
            object right = b.GetValue(i);

            if (left.GetType() != right.GetType() || !(left.GetType().IsPrimitive ? left.Equals(right) : ReferenceEquals(left, right)))
            {
                return false;
            }
        }

        return true;
    }
}
