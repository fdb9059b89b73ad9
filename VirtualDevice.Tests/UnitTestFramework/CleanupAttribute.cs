namespace nanoFramework.TestFramework;

/// <summary>The method runs once, after the last test of its class.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public class CleanupAttribute : Attribute
{
}
