namespace TestFrameworkShared;

/// <summary>An assertion did not hold. The namespace is that of the device's framework.</summary>
public class AssertFailedException : Exception
{
    /// <summary>With a message and its cause.</summary>
    public AssertFailedException(string msg, Exception ex)
        : base(msg, ex)
    {
    }

    /// <summary>With a message.</summary>
    public AssertFailedException(string msg)
        : base(msg)
    {
    }

    /// <summary>Without a message.</summary>
    public AssertFailedException()
    {
    }
}
