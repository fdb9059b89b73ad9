namespace nanoFramework.TestFramework;

/// <summary>The arguments of one call of a test method.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class DataRowAttribute : Attribute
{
    /// <summary>With at least one argument.</summary>
    public DataRowAttribute(params object[] methodParameters)
    {
        ArgumentNullException.ThrowIfNull(methodParameters);

        if (methodParameters.Length == 0)
        {
            throw new ArgumentException("A data row without arguments.", nameof(methodParameters));
        }

        MethodParameters = methodParameters;
    }

    /// <summary>The arguments.</summary>
    public object[] MethodParameters { get; }
}
