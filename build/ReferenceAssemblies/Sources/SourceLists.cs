namespace ReferenceAssemblies.Sources;

/// <summary>The lists of this repository. Every source of the two firmware folders is in exactly one, or named in a project file.</summary>
public static class SourceLists
{
    private const string Esp32 = "Platform/Esp32/";
    private const string OnDevice = "OnDevice/";

    /// <summary>Gives the lists.</summary>
    /// <param name="parts">The parts of the unit tests.</param>
    /// <returns>All of them.</returns>
    public static IReadOnlyList<SourceList> All(TestParts parts) =>
    [
        new("TeddyFirmware/TeddyFirmware.projitems", "6b3f1f0e-6f0c-4c55-9a35-0e6a4b1f7c11",
            "The portable core: runs on the board and on the PC.",
            path => !IsInProjectFile(path) && !path.StartsWith(Esp32, StringComparison.Ordinal)),
        new("TeddyFirmware/TeddyFirmware.Esp32.projitems", "6b3f1f0e-6f0c-4c55-9a35-0e6a4b1f7c12",
            "The ESP32 adapters: compile for nanoFramework only.",
            path => path.StartsWith(Esp32, StringComparison.Ordinal)),
        new("TeddyFirmware.Tests/TeddyFirmware.Tests.projitems", "6b3f1f0e-6f0c-4c55-9a35-0e6a4b1f7c13",
            "The unit tests that run anywhere.",
            path => !IsInProjectFile(path) && !path.StartsWith(OnDevice, StringComparison.Ordinal),
            parts.ConditionOf),
        new("TeddyFirmware.Tests/TeddyFirmware.Tests.OnDevice.projitems", "6b3f1f0e-6f0c-4c55-9a35-0e6a4b1f7c14",
            "The unit tests that need a board.",
            path => path.StartsWith(OnDevice, StringComparison.Ordinal),
            parts.ConditionOf),
    ];

    /// <summary>Tells whether a project file itself names the source.</summary>
    /// <param name="path">The path relative to the project.</param>
    /// <returns>True for the entry point and for assembly information.</returns>
    public static bool IsInProjectFile(string path) =>
        path == "Program.cs" || path.StartsWith("Properties/", StringComparison.Ordinal);

    /// <summary>Finds the repository's folder.</summary>
    /// <param name="start">A folder in it.</param>
    /// <returns>The folder that holds the solution.</returns>
    /// <exception cref="DirectoryNotFoundException">There is none above <paramref name="start"/>.</exception>
    public static string FindRepository(string start)
    {
        for (DirectoryInfo? folder = new(start); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TeddyFirmware.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no TeddyFirmware.sln in or above {start}");
    }
}
