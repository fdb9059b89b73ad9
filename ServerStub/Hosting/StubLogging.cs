namespace ServerStub.Hosting;

/// <summary>
/// The stub's log. ASP.NET Core's own categories are closed at every level and whatever the caller's filters say: they
/// print request lines, and the request line of a session holds the token.
/// </summary>
internal static class StubLogging
{
    private const string OwnCategories = "ServerStub";

    public static void AddStubLogging(this IServiceCollection services, StubOptions options)
    {
        services.AddLogging(logging => options.ConfigureLogging?.Invoke(logging));
        services.PostConfigure<LoggerFilterOptions>(filter =>
        {
            filter.Rules.Clear();
            filter.Rules.Add(new LoggerFilterRule(null, null, null,
                (_, category, level) => level >= filter.MinLevel && category?.StartsWith(OwnCategories, StringComparison.Ordinal) == true));
        });
    }
}
