using System.Text.Json;

namespace ReferenceAssemblies.Api;

/// <summary>Reads the data files.</summary>
public static class ApiFolder
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>Reads every file of a folder, each assembly after those that it references.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The assemblies, in the order to compile them in.</returns>
    /// <exception cref="InvalidDataException">A file is empty, or assemblies are missing or reference each other in a circle.</exception>
    public static IReadOnlyList<ApiAssembly> Read(string folder)
    {
        var waiting = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(ReadFile).ToList();
        var ordered = new List<ApiAssembly>();
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(a => a.References.All(name => ordered.Exists(o => o.Assembly == name))).ToList();
            if (ready.Count == 0)
            {
                throw new InvalidDataException($"{folder}: a reference of one of these is missing: {string.Join(", ", waiting.Select(a => a.Assembly))}");
            }

            ordered.AddRange(ready);
            waiting.RemoveAll(ready.Contains);
        }

        return ordered;
    }

    private static ApiAssembly ReadFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return JsonSerializer.Deserialize<ApiAssembly>(stream, s_options) ?? throw new InvalidDataException($"{path}: empty");
    }
}
