using System.Globalization;

namespace ServerStub.Hosting;

/// <summary>How many files and sockets this process may have open.</summary>
public static class OpenFileLimit
{
    private const string LimitsFile = "/proc/self/limits";
    private const string OpenFiles = "Max open files";

    /// <summary>The soft limit; null where the system names none, or none that can be read: Windows, macOS.</summary>
    public static int? OfThisProcess() => File.Exists(LimitsFile) ? Parse(File.ReadAllLines(LimitsFile)) : null;

    /// <summary>The soft limit of proc(5), /proc/pid/limits; null where it is "unlimited" or missing.</summary>
    public static int? Parse(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith(OpenFiles, StringComparison.Ordinal)) is { } line
        && line[OpenFiles.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [{ } soft, ..]
        && int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) ? limit : null;
}
