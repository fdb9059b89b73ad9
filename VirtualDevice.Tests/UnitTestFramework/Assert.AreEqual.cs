using System.Runtime.CompilerServices;

namespace nanoFramework.TestFramework;

public sealed partial class Assert
{
    /// <summary>Both values are equal.</summary>
    public static void AreEqual(bool expected, bool actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    public static void AreEqual(byte expected, byte actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    public static void AreEqual(char expected, char actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    public static void AreEqual(DateTime expected, DateTime actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    public static void AreEqual(double expected, double actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    public static void AreEqual(float expected, float actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    public static void AreEqual(int expected, int actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    public static void AreEqual(long expected, long actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    /// <remarks>By Equals: two arrays are equal only when they are the same object, see <see cref="CollectionAssert"/>.</remarks>
    public static void AreEqual(object expected, object actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    public static void AreEqual(sbyte expected, sbyte actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    public static void AreEqual(short expected, short actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    /// <remarks>Character by character, as the device compares: no culture.</remarks>
    public static void AreEqual(string expected, string actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    public static void AreEqual(uint expected, uint actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    public static void AreEqual(ulong expected, ulong actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    /// <summary>Both values are equal.</summary>
    public static void AreEqual(ushort expected, ushort actual, [CallerArgumentExpression(nameof(actual))] string message = "") =>
        RequireEqual(expected, actual, message);

    private static void RequireEqual<T>(T expected, T actual, string message)
    {
        if (!Equals(expected, actual))
        {
            HandleFail("Assert.AreEqual", $"Expected:<{ReplaceNulls(expected)}>. Actual:<{ReplaceNulls(actual)}>. {message}");
        }
    }
}
