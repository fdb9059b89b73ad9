using System.Reflection;

namespace ServerStub.Faults;

/// <summary>The files of the folder Scenarios, which are inside the program.</summary>
internal static class ReadyScenarios
{
    private const string Folder = "ServerStub.Scenarios.";
    private const string Ending = ".json";

    /// <summary>The names, which are those of the files.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Ending.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The file; null where there is none of that name. The caller disposes it.</summary>
    public static JsonDocument? Find(string name)
    {
        if (!Names.Contains(name))
        {
            return null;
        }

        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name + Ending)!;
        return JsonDocument.Parse(file);
    }
}
