using ReferenceAssemblies.Declarations;
using ReferenceAssemblies.Image;
using ReferenceAssemblies.Size;
using ReferenceAssemblies.Sources;

const string Usage = """
    references <api folder> <target folder>   compiles the data files to reference assemblies
    sources                                   rewrites the source lists (*.projitems) from what is on disk
    size <assembly>                           tells how large a compiled assembly is
    trim <assembly>                           takes out of it what a board never needs
    image <list of .pe files> <image>         measures the last one's tables, and writes what it needs of them as one image
    expect <assembly> <file> <part> <target> <configuration>   writes how many results a run of the unit tests has
    """;

try
{
    return args switch
    {
        ["references", string api, string target] => References(api, target),
        ["sources"] => Sources(SourceLists.FindRepository(Environment.CurrentDirectory)),
        ["size", string assembly] => Size(assembly),
        ["trim", string assembly] => Trim(assembly),
        ["image", string list, string image] => ImageCommand.Write(list, image),
        ["expect", string assembly, string path, string part, string target, string configuration] =>
            ImageCommand.WriteExpectation(assembly, path, part, target, configuration),
        _ => Fail(Usage),
    };
}
catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or BadImageFormatException)
{
    // The form that MSBuild recognises as an error of the tool.
    return Fail($"ReferenceAssemblies : error TEDDY0001: {e.Message}");
}

static int References(string apiFolder, string targetFolder)
{
    Console.WriteLine($"{ReferenceFolder.Fill(apiFolder, targetFolder).Count} reference assemblies");
    return 0;
}

static int Sources(string repository)
{
    foreach (SourceList list in SourceLists.All(TestParts.Load(repository)))
    {
        Console.WriteLine($"{list.File}: {list.Find(repository).Count} files, {(list.Update(repository) ? "updated" : "unchanged")}");
    }

    return 0;
}

static int Size(string path)
{
    Console.WriteLine($"{Path.GetFileName(path)}: {AssemblySize.Measure(path)}");
    return 0;
}

static int Trim(string path)
{
    Console.WriteLine($"{Path.GetFileName(path)}: {AssemblyTrimmer.Trim(path)}");
    return 0;
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
