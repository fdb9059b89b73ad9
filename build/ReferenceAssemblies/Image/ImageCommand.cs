using System.Text.Json;

namespace ReferenceAssemblies.Image;

/// <summary>The last step of -t:Image.</summary>
public static class ImageCommand
{
    /// <summary>Says how full the program's tables are, and writes the image, without what nothing refers to, where they are not too full.</summary>
    /// <param name="list">A file with a line for each .pe file, the program's last.</param>
    /// <param name="image">Where to.</param>
    /// <returns>The exit code.</returns>
    public static int Write(string list, string image)
    {
        string[] referenced = File.ReadAllLines(list);
        string[] assemblies = ImageClosure.Of(referenced);
        string program = assemblies[^1];
        IReadOnlyList<TableFill> fills = PeTables.Measure(File.ReadAllBytes(program));
        string name = Path.GetFileNameWithoutExtension(program);
        Console.WriteLine($"{name}: {string.Join(", ", fills.Where(fill => fill.Share >= 0.005))}, others below 1 %");
        foreach (TableFill fill in fills.Where(fill => fill.IsRefused))
        {
            Console.Error.WriteLine($"{name} : error TEDDY0005: the metadata processor's table of {fill.Name} has {fill.Used} of {fill.Limit}, and from {PeTables.RefusedPercent} % on it is refused: make the program smaller, or move unit tests to another part (TestParts.props)");
        }

        if (fills.Any(fill => fill.IsRefused))
        {
            return 1;
        }

        string leftOut = string.Join(", ", referenced.Except(assemblies).Select(Path.GetFileNameWithoutExtension));
        Console.WriteLine($"{Path.GetFileName(image)}: {ImageFile.Write(assemblies, image)} bytes, {assemblies.Length} assemblies"
            + (leftOut.Length == 0 ? string.Empty : ", without what nothing refers to: " + leftOut));
        return 0;
    }

    /// <summary>Writes beside an image of unit tests what a run of it has to print.</summary>
    /// <param name="assembly">The compiled tests.</param>
    /// <param name="path">Where to.</param>
    /// <param name="part">Which part of the tests.</param>
    /// <param name="target">Board or virtual.</param>
    /// <param name="configuration">Debug or Release.</param>
    /// <returns>The exit code.</returns>
    public static int WriteExpectation(string assembly, string path, string part, string target, string configuration)
    {
        IReadOnlyList<(string Class, int Results)> classes = ExpectedTests.Count(assembly);
        int results = classes.Sum(entry => entry.Results);
        if (results == 0)
        {
            Console.Error.WriteLine($"TestParts.props : error TEDDY0006: part {part} has no test");
            return 1;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(
            new { part, target, configuration, results, classes = classes.Select(entry => new { name = entry.Class, results = entry.Results }) },
            new JsonSerializerOptions { WriteIndented = true }));
        Console.WriteLine($"{part}: {results} results of {classes.Count} test classes");
        return 0;
    }
}
