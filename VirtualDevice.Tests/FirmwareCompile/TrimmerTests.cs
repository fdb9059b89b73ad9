using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using ReferenceAssemblies.Image;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>What the build takes out of a compiled program, in programs that this machine can run.</summary>
/// <remarks>
/// A program fills the first of its arguments with what it has to say. <c>// &lt;-- gone</c> and <c>// &lt;-- stays</c> at the end of a
/// line tell of the type or method that is declared there. A program has nothing private: unlike nanoCLR, this runtime looks at that.
/// </remarks>
public sealed class TrimmerTests : IDisposable
{
    private const BindingFlags AnyMember = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Expectation[] s_programs = Expectation.Load("Trimmer");

    private readonly TempFolder _folder = new();

    public static Xunit.TheoryData<string> Programs => new(s_programs.Select(program => program.Name));

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_that_was_trimmed_says_the_same(string name)
    {
        foreach (OptimizationLevel level in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            string path = Compile(name, level);
            string said = Run(path);
            AssemblyTrimmer.Trim(path);

            Assert.NotEmpty(said);
            Assert.Equal(said, Run(path));
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void What_is_marked_is_gone_or_stays_and_was_there_before(string name)
    {
        string path = Compile(name, OptimizationLevel.Release);
        HashSet<string> before = Members(path);
        AssemblyTrimmer.Trim(path);
        HashSet<string> after = name == "Library.cs" ? Members(path) : Named(path);

        (string Member, string Mark)[] marked = Marked(Find(name)).ToArray();
        Assert.NotEmpty(marked);
        Assert.Subset(before, marked.Select(pair => pair.Member).ToHashSet());
        Assert.Equal(marked.Where(pair => pair.Mark == "stays"), marked.Where(pair => after.Contains(pair.Member)));
    }

    [Fact]
    public void A_program_that_was_trimmed_can_be_trimmed_again_and_the_same_source_gives_the_same_bytes()
    {
        string[] paths = [Compile("Kept.cs", OptimizationLevel.Release), Compile("Kept.cs", OptimizationLevel.Release)];
        Array.ForEach(paths, path => AssemblyTrimmer.Trim(path));
        Assert.Equal(File.ReadAllBytes(paths[0]), File.ReadAllBytes(paths[1]));

        string said = Run(paths[0]);
        AssemblyTrimmer.Trim(paths[0]);
        Assert.Equal(said, Run(paths[0]));
    }

    [Fact]
    public void What_waits_holds_nothing_of_a_method_that_was_moved_to_it()
    {
        string path = Compile("Moves.cs", OptimizationLevel.Debug);
        AssemblyTrimmer.Trim(path);
        string name = File.ReadLines(Path.ChangeExtension(path, ".names")).Single(line => line.EndsWith("Program::Waits", StringComparison.Ordinal)).Split(' ', ':')[2];

        using ModuleDefinition module = ModuleDefinition.ReadModule(path);
        Mono.Cecil.Cil.MethodBody body = module.EntryPoint.DeclaringType.Methods.Single(method => method.Name == name).Body;
        body.SimplifyMacros();
        Instruction waits = body.Instructions.Single(instruction => instruction.Operand is MethodReference { Name: "Collect" });
        ILookup<bool, Instruction> beforeAndAfter = body.Instructions.ToLookup(instruction => instruction.Offset < waits.Offset);
        HashSet<object> needed = [.. beforeAndAfter[false].Where(instruction => instruction.OpCode.Code == Code.Ldloc).Select(instruction => instruction.Operand)];
        Instruction[] last = [.. beforeAndAfter[true].Where(instruction => instruction.OpCode.Code == Code.Stloc && instruction.Operand is VariableDefinition { VariableType.IsValueType: false } variable && !needed.Contains(variable))
            .GroupBy(instruction => instruction.Operand, (_, stores) => stores.Last())];

        // Its argument, and its own two; the compiler made one more for the result.
        Assert.Equal(4, last.Length);
        Assert.All(last, store => Assert.Equal(Code.Ldnull, store.Previous.OpCode.Code));
    }

    // Behind the jump the processor begins with nothing; nanoCLR has a place more than it counts.
    [Theory]
    [InlineData(2, 1, null)]
    [InlineData(2, 2, "Program.Whole: the metadata processor counts 2 places of stack less than it needs")]
    [InlineData(3, 5, "Program.Whole: the metadata processor counts 3 places of stack less than it needs")]
    public void A_method_whose_stack_is_counted_too_small_is_refused_by_its_name(int before, int behind, string? refused)
    {
        string path = Compile("Kept.cs", OptimizationLevel.Release);
        using (ModuleDefinition module = ModuleDefinition.ReadModule(path, new ReaderParameters { InMemory = true }))
        {
            ILProcessor code = module.EntryPoint.DeclaringType.Methods.Single(method => method.Name == "Whole").Body.GetILProcessor();
            code.Clear();
            Instruction[] loads = [.. Enumerable.Range(0, before + behind).Select(_ => Instruction.Create(OpCodes.Ldarg_0))];
            Array.ForEach(loads, code.Append);
            code.InsertBefore(loads[before], Instruction.Create(OpCodes.Br_S, loads[before]));
            Array.ForEach(loads[1..], _ => code.Emit(OpCodes.Add));
            code.Emit(OpCodes.Ret);
            module.Write(path);
        }

        Exception? failure = Xunit.Record.Exception(() => AssemblyTrimmer.Trim(path));

        Assert.Equal(refused != null, failure is InvalidDataException);
        Assert.StartsWith(refused ?? "", failure?.Message ?? "", StringComparison.Ordinal);
    }

    private static Expectation Find(string name) => s_programs.Single(program => program.Name == name);

    // The language is the firmware's; a library has no entry point.
    private string Compile(string name, OptimizationLevel level)
    {
        var options = new CSharpCompilationOptions(name == "Library.cs" ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication, optimizationLevel: level, deterministic: true);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(Find(name).Source, new CSharpParseOptions(LanguageVersion.CSharp9));
        string path = _folder[Path.GetRandomFileName()];
        Microsoft.CodeAnalysis.Emit.EmitResult result = CSharpCompilation.Create("Program", [tree], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], options).Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }

    private static (string Member, string Mark)[] Marked(Expectation program)
    {
        Dictionary<string, string> members = [];
        foreach (SyntaxNode node in CSharpSyntaxTree.ParseText(program.Source).GetRoot().DescendantNodes().Where(node => node is BaseTypeDeclarationSyntax or MethodDeclarationSyntax))
        {
            SyntaxToken name = node is MethodDeclarationSyntax method ? method.Identifier : ((BaseTypeDeclarationSyntax)node).Identifier;
            string line = (name.GetLocation().GetLineSpan().StartLinePosition.Line + 1).ToString();
            members.Add(line, node is MethodDeclarationSyntax ? $"{((BaseTypeDeclarationSyntax)node.Parent!).Identifier}.{name}" : name.ToString());
        }

        return [.. program.Findings.Select(finding => finding.Split(' ')).Select(words => (members[words[0]], words[1]))];
    }

    private static HashSet<string> Members(string path) => Load(path, assembly => assembly.GetTypes().SelectMany(type => type.GetMethods(AnyMember)
        .Select(method => $"{type.Name}.{method.Name}").Prepend(type.Name)).ToHashSet());

    // What a program's types and methods are called by then, the file beside it tells.
    private static HashSet<string> Named(string path) => [.. File.ReadLines(Path.ChangeExtension(path, ".names")).Select(line => line.Split(' ')[1].Replace("::", ".", StringComparison.Ordinal))];

    private static string Run(string path) => Load(path, assembly =>
    {
        string[] said = new string[1];
        (assembly.EntryPoint ?? assembly.GetType("Library")!.GetMethod("Start")!).Invoke(null, [said]);
        return said[0];
    });

    private static T Load<T>(string path, Func<Assembly, T> use)
    {
        var context = new AssemblyLoadContext(path, isCollectible: true);
        try
        {
            using var image = new MemoryStream(File.ReadAllBytes(path));
            return use(context.LoadFromStream(image));
        }
        finally
        {
            context.Unload();
        }
    }
}
