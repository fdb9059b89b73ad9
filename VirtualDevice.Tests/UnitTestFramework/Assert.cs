using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TestFrameworkShared;

namespace nanoFramework.TestFramework;

/// <summary>Assertions, with the meaning and the messages that they have on the device.</summary>
/// <remarks>The members that are obsolete on the device (Equal, True, Throws and their like) are left out.</remarks>
[StackTraceHidden]
public sealed partial class Assert
{
    /// <summary>They are two objects.</summary>
    public static void AreNotSame(object notExpected, object actual, [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (ReferenceEquals(notExpected, actual))
        {
            HandleFail("Assert.AreNotSame", $"Both are the same object:<{ReplaceNulls(actual)}>. {message}");
        }
    }

    /// <summary>They are the same object.</summary>
    public static void AreSame(object expected, object actual, [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (ReferenceEquals(expected, actual))
        {
            return;
        }

        string hint = expected is ValueType || actual is ValueType ? "Value types are never the same object: use AreEqual(). " : string.Empty;

        HandleFail("Assert.AreSame", $"{hint}Expected the object:<{ReplaceNulls(expected)}>. Actual:<{ReplaceNulls(actual)}>. {message}");
    }

    /// <summary>The text has the other in it.</summary>
    public static void Contains(string expected, string value, [CallerArgumentExpression(nameof(value))] string message = "") =>
        RequireText("Assert.Contains", nameof(expected), expected, value, static (text, part) => text.Contains(part, StringComparison.Ordinal), "does not contain", message);

    /// <summary>The text does not have the other in it.</summary>
    public static void DoesNotContains(string notExpected, string value, [CallerArgumentExpression(nameof(value))] string message = "") =>
        RequireText("Assert.DoesNotContains", nameof(notExpected), notExpected, value, static (text, part) => !text.Contains(part, StringComparison.Ordinal), "should not contain", message);

    /// <summary>The text ends with the other.</summary>
    public static void EndsWith(string expected, string value, [CallerArgumentExpression(nameof(value))] string message = "") =>
        RequireText("Assert.EndsWith", nameof(expected), expected, value, static (text, part) => text.EndsWith(part, StringComparison.Ordinal), "does not end with", message);

    /// <summary>The text starts with the other.</summary>
    public static void StartsWith(string expected, string value, [CallerArgumentExpression(nameof(value))] string message = "") =>
        RequireText("Assert.StartsWith", nameof(expected), expected, value, static (text, part) => text.StartsWith(part, StringComparison.Ordinal), "does not start with", message);

    /// <summary>The condition does not hold.</summary>
    public static void IsFalse(bool condition, [CallerArgumentExpression(nameof(condition))] string message = "")
    {
        if (condition)
        {
            HandleFail("Assert.IsFalse", message);
        }
    }

    /// <summary>The condition holds.</summary>
    public static void IsTrue(bool condition, [CallerArgumentExpression(nameof(condition))] string message = "")
    {
        if (!condition)
        {
            HandleFail("Assert.IsTrue", message);
        }
    }

    /// <summary>The value is of exactly this type: a derived one is not accepted.</summary>
    public static void IsInstanceOfType(object value, Type expected, [CallerArgumentExpression(nameof(value))] string message = "")
    {
        EnsureParameterIsNotNull(expected, "Assert.IsInstanceOfType");

        if (value?.GetType() != expected)
        {
            HandleFail("Assert.IsInstanceOfType", $"Expected type:<{expected}>. Actual type:<{ReplaceNulls(value?.GetType())}>. {message}");
        }
    }

    /// <summary>The value is not of exactly this type.</summary>
    public static void IsNotInstanceOfType(object value, Type notExpected, [CallerArgumentExpression(nameof(value))] string message = "")
    {
        EnsureParameterIsNotNull(notExpected, "Assert.IsNotInstanceOfType");

        if (value?.GetType() == notExpected)
        {
            HandleFail("Assert.IsNotInstanceOfType", $"Wrong type:<{notExpected}>. Actual type:<{notExpected}>. {message}");
        }
    }

    /// <summary>The value is not null.</summary>
    public static void IsNotNull(object value, [CallerArgumentExpression(nameof(value))] string message = "")
    {
        if (value is null)
        {
            HandleFail("Assert.IsNotNull", message);
        }
    }

    /// <summary>The value is null.</summary>
    public static void IsNull(object value, [CallerArgumentExpression(nameof(value))] string message = "")
    {
        if (value is not null)
        {
            HandleFail("Assert.IsNull", $"Actual:<{ReplaceNulls(value)}>. {message}");
        }
    }

    /// <summary>Ends the test as skipped; called by [Setup] it skips the class.</summary>
    [DoesNotReturn]
    public static void SkipTest(string message = null) => throw new SkipTestException(message);

    /// <summary>The action throws exactly this type: a derived one is not accepted.</summary>
    public static void ThrowsException(Type exception, Action action, [CallerArgumentExpression(nameof(action))] string message = "")
    {
        EnsureParameterIsNotNull(action, "Assert.ThrowsException");
        EnsureParameterIsNotNull(exception, "Assert.ThrowsException");

        try
        {
            action();
        }
        catch (Exception ex)
        {
            if (ex.GetType() == exception)
            {
                return;
            }

            // With the exception that came, so that its stack trace is in the report.
            throw new AssertFailedException(
                $"Assert.ThrowsException failed. Threw exception {ex.GetType().Name}, but exception {exception.Name} was expected. {ReplaceNulls(message)} Exception Message: {ReplaceNulls(ex.Message)}",
                ex);
        }

        HandleFail("Assert.ThrowsException", $"No exception thrown. {exception.Name} exception was expected. {message}");
    }

    private static void RequireText(
        string assertion, string partName, string part, string text, Func<string, string, bool> isSo, string otherwise, string message)
    {
        EnsureParameterIsNotNull(part, assertion, partName);
        EnsureParameterIsNotNull(text, assertion, "value");
        if (!isSo(text, part))
        {
            HandleFail(assertion, $"'{text}' {otherwise} '{part}'. {message}");
        }
    }

    /// <summary>Fails when a parameter of an assertion is null.</summary>
    internal static void EnsureParameterIsNotNull(object value, string assertion, [CallerArgumentExpression(nameof(value))] string parameter = null)
    {
        if (value is null)
        {
            HandleFail(assertion, $"The parameter '{parameter}' is invalid. The value cannot be null.");
        }
    }

    /// <summary>Ends the test as failed.</summary>
    [DoesNotReturn]
    internal static void HandleFail(string assertion, string message) =>
        throw new AssertFailedException($"{assertion} failed. {(string.IsNullOrEmpty(message) ? string.Empty : ReplaceNulls(message))}");

    /// <summary>A value as it can be shown.</summary>
    internal static string ReplaceNulls(object input) =>
        input is null ? "(null)" : (input.ToString() ?? "(object)").Replace("\0", "\\0", StringComparison.Ordinal);
}
