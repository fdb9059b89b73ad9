using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Device = nanoFramework.TestFramework;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>The parts of the unit tests, as the lists of sources have them.</summary>
internal static partial class TestParts
{
    private const string Folder = "TeddyFirmware.Tests";

    // Of a file without a test class.
    private const string NoTest = "'$(TeddyTestPart)' == '' Or !$(TeddyTestPart.StartsWith('board-'))";

    private static readonly string[] s_lists = ["TeddyFirmware.Tests.projitems", "TeddyFirmware.Tests.OnDevice.projitems"];

    /// <summary>The parts' names, those for the PC alone last.</summary>
    public static string[] Names { get; } = new[] { "TestPart", "PcTestPart" }.SelectMany(new ProjectFile(Folder + "/TestParts.props").Included).ToArray();

    /// <summary>All unit-test classes: the PC runs every one of them.</summary>
    public static Type[] Classes { get; } = typeof(TestParts).Assembly.GetTypes()
        .Where(type => type.FullName!.StartsWith("TeddyFirmware.Tests.", StringComparison.Ordinal) && type.GetCustomAttribute<Device.TestClassAttribute>() != null)
        .ToArray();

    /// <summary>The parts in which a file is compiled, by its path with slashes; every part where nothing limits it.</summary>
    public static Dictionary<string, string[]> PartsOfFiles() => s_lists
        .SelectMany(list => new ProjectFile($"{Folder}/{list}").Root.Descendants().Where(element => element.Name.LocalName == "Compile"))
        .ToDictionary(
            element => element.Attribute("Include")!.Value.Replace("$(MSBuildThisFileDirectory)", string.Empty, StringComparison.Ordinal).Replace('\\', '/'),
            element => Parts(element.Attribute("Condition")));

    /// <summary>The files that define a class, found by namespace and name.</summary>
    public static string[] FilesOf(Type type) => PartsOfFiles().Keys
        .Where(path =>
        {
            string text = Repository.Read(Folder + "/" + path);
            return text.Contains($"namespace {type.Namespace}\n", StringComparison.Ordinal) && Regex.IsMatch(text, $@"\bclass {type.Name}\b");
        })
        .ToArray();

    /// <summary>How many lines the launcher prints for each class of a part.</summary>
    public static Dictionary<string, int> ResultsOf(string part)
    {
        Dictionary<string, string[]> parts = PartsOfFiles();
        return Classes.Where(type => parts[FilesOf(type).Single()].Contains(part)).ToDictionary(type => type.FullName!, Results);
    }

    /// <summary>The arguments of each [DataRow] of a method.</summary>
    public static IEnumerable<IReadOnlyList<CustomAttributeTypedArgument>> Rows(MethodInfo method) => method.GetCustomAttributesData()
        .Where(data => data.AttributeType == typeof(Device.DataRowAttribute))
        .Select(data => (IReadOnlyList<CustomAttributeTypedArgument>)data.ConstructorArguments.Single().Value);

    private static int Results(Type type) => type.GetMethods().Sum(method =>
    {
        int rows = Rows(method).Count();
        int others = method.GetCustomAttributesData().Count(data => data.AttributeType == typeof(Device.SetupAttribute) || data.AttributeType == typeof(Device.CleanupAttribute));
        return others + (rows > 0 ? rows : method.GetCustomAttributes<Device.TestMethodAttribute>().Count());
    });

    private static string[] Parts(XAttribute condition)
    {
        if (condition == null || condition.Value == NoTest)
        {
            return Names.Where(name => condition == null || !name.StartsWith("board-", StringComparison.Ordinal)).ToArray();
        }

        Match match = OnePart().Match(condition.Value);
        Assert.True(match.Success, condition.Value);
        return [match.Groups["part"].Value];
    }

    [GeneratedRegex(@"^'\$\(TeddyTestPart\)' == '' Or '\$\(TeddyTestPart\)' == '(?<part>[a-z0-9-]+)'$")]
    private static partial Regex OnePart();
}
