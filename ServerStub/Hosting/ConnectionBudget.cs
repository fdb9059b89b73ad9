using System.Globalization;

namespace ServerStub.Hosting;

/// <summary>
/// How many connections fit into the file descriptors that the process has. Without a bound a Kestrel that runs out of them
/// is ended by the runtime (SIGABRT, seen with 1,300 idle connections and 1,024 descriptors).
/// </summary>
/// <param name="Connections">Connections that speak HTTP, or nothing yet.</param>
/// <param name="Sessions">WebSockets, which Kestrel counts apart.</param>
internal sealed record ConnectionBudget(int Connections, int Sessions)
{
    private const string LimitsFile = "/proc/self/limits";
    private const string OpenFiles = "Max open files";

    /// <summary>
    /// A quarter for connections and half for sessions; the last quarter is for files, and for the devices where the stub
    /// is inside a virtual device.
    /// </summary>
    public static ConnectionBudget Of(int descriptors) => new(descriptors / 4, descriptors / 2);

    /// <summary>That of this process; null where the system names no limit, or none that can be read: Windows, macOS.</summary>
    public static ConnectionBudget? OfThisProcess() =>
        File.Exists(LimitsFile) && ParseSoftLimit(File.ReadAllLines(LimitsFile)) is { } descriptors ? Of(descriptors) : null;

    /// <summary>The soft limit of proc(5), /proc/pid/limits; null where it is "unlimited" or missing.</summary>
    public static int? ParseSoftLimit(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith(OpenFiles, StringComparison.Ordinal)) is { } line
        && line[OpenFiles.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [{ } soft, ..]
        && int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) ? limit : null;
}
