namespace VirtualDevice.Tests.Support;

/// <summary>The deadline of all waits, as the tests have it; here no test can end sooner.</summary>
internal static class Soon
{
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    public static Task Within(this Task task) => task.WaitAsync(Wait);
}
