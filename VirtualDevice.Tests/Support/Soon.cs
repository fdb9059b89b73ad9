namespace VirtualDevice.Tests.Support;

/// <summary>The one deadline of all waits: long enough for a busy machine, short enough for a person.</summary>
internal static class Soon
{
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    public static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Wait, TestContext.Current.CancellationToken);

    public static Task Within(this Task task) => task.WaitAsync(Wait, TestContext.Current.CancellationToken);
}
