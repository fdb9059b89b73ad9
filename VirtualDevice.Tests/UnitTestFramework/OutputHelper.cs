using Xunit;

namespace nanoFramework.TestFramework;

/// <summary>Text from a test: on the PC it is shown with the test's result.</summary>
public static class OutputHelper
{
    /// <summary>Writes a text.</summary>
    public static void Write(string message)
    {
        if (!TryWrite(output => output.Write(message ?? string.Empty)))
        {
            Console.Write(message);
        }
    }

    /// <summary>Writes a line.</summary>
    public static void WriteLine(string message)
    {
        if (!TryWrite(output => output.WriteLine(message ?? string.Empty)))
        {
            Console.WriteLine(message);
        }
    }

    private static bool TryWrite(Action<ITestOutputHelper> write)
    {
        // [Setup] and [Cleanup] belong to no test.
        if (TestContext.Current.TestOutputHelper is not { } output)
        {
            return false;
        }

        try
        {
            write(output);

            return true;
        }
        catch (InvalidOperationException)
        {
            // A thread that outlived its test: xunit takes nothing more for it, and the thread must not die of that.
            return false;
        }
    }
}
