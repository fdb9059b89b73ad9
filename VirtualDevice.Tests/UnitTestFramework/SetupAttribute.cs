namespace nanoFramework.TestFramework;

/// <summary>The method runs once, before the first test of its class.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public class SetupAttribute : Attribute
{
}
