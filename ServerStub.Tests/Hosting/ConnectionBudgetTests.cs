using ServerStub.Hosting;

namespace ServerStub.Tests.Hosting;

/// <summary>Connections are bounded by the file descriptors there are.</summary>
public sealed class ConnectionBudgetTests
{
    private const string Head = "Limit                     Soft Limit           Hard Limit           Units     ";

    [Fact]
    public void The_soft_limit_of_open_files_is_found_among_the_others() => Assert.Equal(1024, OpenFileLimit.Parse(
    [
        Head,
        "Max processes             95888                95888                processes ",
        "Max open files            1024                 524288               files     ",
    ]));

    [Theory]
    [InlineData("Max open files            unlimited            unlimited            files     ")]
    [InlineData("Max open files")]
    [InlineData("Max file size             unlimited            unlimited            bytes     ")]
    public void Where_there_is_no_number_there_is_no_bound(string line) => Assert.Null(OpenFileLimit.Parse([Head, line]));

    [Theory]
    [InlineData(1024), InlineData(256), InlineData(20_000)]
    public void Connections_and_sessions_together_leave_a_quarter_of_the_descriptors(int descriptors)
    {
        ConnectionBudget budget = ConnectionBudget.Of(descriptors);

        Assert.True(budget is { Connections: > 0, Sessions: > 0 });
        Assert.True(budget.Connections + budget.Sessions <= descriptors * 3 / 4);
    }
}
