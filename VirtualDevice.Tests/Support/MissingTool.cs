namespace VirtualDevice.Tests.Support;

/// <summary>A program that a test needs and that a developer's machine may be without.</summary>
internal static class MissingTool
{
    /// <summary>Skips the test and says why; fails it where the machine has to have the program, as CI's has.</summary>
    /// <param name="variable">The environment variable that says so with <c>1</c>.</param>
    /// <param name="reason">What is missing, and how to get it.</param>
    public static void SkipUnlessRequired(string variable, string reason)
    {
        if (Environment.GetEnvironmentVariable(variable) == "1")
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
    }
}
