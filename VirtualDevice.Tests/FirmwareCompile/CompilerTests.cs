namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>What the board's class libraries lack is a compiler error on every machine.</summary>
[Collection(FirmwareBuildCollection.Name)]
public sealed class CompilerTests(FirmwareBuild build)
{
    // The compiler says nothing about bodies while a signature is wrong: two compiles.
    private static readonly string[] s_batches = ["Compiler/Bodies", "Compiler/Signatures"];

    public static Xunit.TheoryData<string, string> Cases => new(s_batches.SelectMany(batch => Expectation.Load(batch).Select(file => (batch, file.Name))));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_feature_or_member_that_the_board_lacks_is_refused_in_its_line(string batch, string name)
    {
        Expectation file = Expectation.Load(batch).Single(file => file.Name == name);

        string[] found = build.Find(batch, name).Select(finding => $"{finding.Line} {finding.Id}").ToArray();

        Assert.Superset(new HashSet<string>(file.Findings), new HashSet<string>(found));
        Assert.Single(file.Findings);
    }

    [Fact]
    public void The_build_uses_no_assembly_but_the_reference_assemblies()
    {
        string[] references = build.Arguments.Where(argument => argument.StartsWith("/reference:", StringComparison.Ordinal)).ToArray();

        Assert.Contains("/nostdlib+", build.Arguments);
        Assert.Contains("/langversion:9.0", build.Arguments);
        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.StartsWith("/reference:" + build.InCopy("build/obj/reference"), reference));
    }
}
