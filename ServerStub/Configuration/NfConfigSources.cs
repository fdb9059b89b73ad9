namespace ServerStub.Configuration;

/// <summary>Where settings come from.</summary>
public sealed record NfConfigSources
{
    /// <summary>The name of the shared file.</summary>
    public const string FileName = "nf.config";

    /// <summary>The name of its git-ignored twin, in the same folder.</summary>
    public const string LocalFileName = "nf.local.config";

    /// <summary>The shared file; null looks for <c>nf.config</c> in the working folder and its parents.</summary>
    public string? File { get; init; }

    /// <summary>Environment variables; null takes the process's own.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Values given by flags, which win over everything else.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; init; } = new Dictionary<string, string>();

    /// <summary>The full path of the shared file, whether it exists or not.</summary>
    internal string ResolveFile()
    {
        if (File is not null)
        {
            return Path.GetFullPath(File);
        }

        string start = Directory.GetCurrentDirectory();
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, FileName);
            if (System.IO.File.Exists(candidate))
            {
                return candidate;
            }
        }

        return Path.Combine(start, FileName);
    }
}
