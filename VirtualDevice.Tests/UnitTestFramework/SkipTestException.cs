namespace nanoFramework.TestFramework;

/// <summary>The test that throws this is reported as skipped; thrown by [Setup] it skips the class.</summary>
public class SkipTestException : Exception
{
    /// <summary>With the reason.</summary>
    public SkipTestException(string message = null, Exception innerException = null)
        : base(message, innerException)
    {
    }
}
