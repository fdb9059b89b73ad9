using System.Management.Automation.Language;

namespace VirtualDevice.Tests.Flash;

/// <summary>What Windows PowerShell 5.1 would stumble over. The engine here is newer, so the syntax tree is judged instead.</summary>
public sealed class SyntaxTests
{
    // PowerShell remembers what a type's name in a script has once stood for: serial ports are files before the first one is parsed.
    static SyntaxTests() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(PowerShellEngine).TypeHandle);

    // Commands that both versions have; the last two are from a module that comes with both.
    private static readonly string[] s_commands =
        ["ForEach-Object", "Where-Object", "Set-StrictMode", "ConvertFrom-Json", "Write-Host"];

    public static Xunit.TheoryData<string> Scripts => [.. Files().Select(file => Path.GetRelativePath(Repository, file))];

    private static string Repository => Path.Combine(AppContext.BaseDirectory, "repository");

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_uses_no_syntax_that_is_newer_than_5_1(string script) => Assert.Empty(NewerSyntax(Parse(Path.Combine(Repository, script))));

    [Theory]
    [InlineData("$a = $true ? 1 : 2")]
    [InlineData("$a = $null ?? 1")]
    [InlineData("$a ??= 1")]
    [InlineData("${a}?.Length")]
    [InlineData("${a}?[0]")]
    [InlineData("a && b")]
    [InlineData("a || b")]
    [InlineData("a &")]
    [InlineData("'a' | ForEach-Object -Parallel { 1 }")]
    [InlineData("clean { 1 }")]
    [InlineData("1..3 | ForEach-Object { 10KB; 1uy }")]
    [InlineData("\"`e[0m\"")]
    public void Newer_syntax_is_found(string text) => Assert.NotEmpty(NewerSyntax(Parser.ParseInput(text, out _, out _)));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_calls_its_own_functions_and_commands_that_every_host_has(string script)
    {
        HashSet<string> known = [.. s_commands, .. Files().Select(Parse)
            .SelectMany(tree => tree.FindAll(node => node is FunctionDefinitionAst, searchNestedScriptBlocks: true))
            .Select(node => ((FunctionDefinitionAst)node).Name)];

        IEnumerable<string> unknown = Parse(Path.Combine(Repository, script))
            .FindAll(node => node is CommandAst, searchNestedScriptBlocks: true)
            .Select(node => ((CommandAst)node).GetCommandName())
            .Where(name => name is not null && !known.Contains(name));

        Assert.Empty(unknown);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_is_ASCII_because_5_1_reads_anything_else_by_the_machines_code_page(string script) =>
        Assert.DoesNotContain(File.ReadAllBytes(Path.Combine(Repository, script)), letter => letter > 126);

    [Fact]
    public void A_connection_over_TLS_names_its_version_because_5_1_would_offer_1_0_alone()
    {
        InvokeMemberExpressionAst[] calls = [.. Files().Select(Parse)
            .SelectMany(tree => tree.FindAll(node => node is InvokeMemberExpressionAst, searchNestedScriptBlocks: true))
            .Cast<InvokeMemberExpressionAst>().Where(call => call.Member.Extent.Text.StartsWith("AuthenticateAsClient", StringComparison.Ordinal))];

        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.Contains("[Security.Authentication.SslProtocols]::Tls12", call.Extent.Text));
    }

    [Fact]
    public void The_script_runs_by_its_name_in_any_shell()
    {
        string script = Path.Combine(Repository, "flash.ps1");
        Assert.StartsWith("#!/usr/bin/env pwsh\n", File.ReadAllText(script), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.True(File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute));
        }
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_has_small_functions(string script) => Assert.Empty(Parse(Path.Combine(Repository, script))
        .FindAll(node => node is FunctionDefinitionAst, searchNestedScriptBlocks: true)
        .Where(node => node.Extent.EndLineNumber - node.Extent.StartLineNumber > 45)
        .Select(node => ((FunctionDefinitionAst)node).Name));

    private static string[] Files() =>
        [Path.Combine(Repository, "flash.ps1"), .. Directory.GetFiles(Path.Combine(Repository, "build", "flash"), "*.ps1").Order(StringComparer.Ordinal)];

    private static ScriptBlockAst Parse(string file)
    {
        ScriptBlockAst tree = Parser.ParseFile(file, out _, out ParseError[] errors);
        Assert.Empty(errors.Select(error => error.Message));
        return tree;
    }

    private static IEnumerable<string> NewerSyntax(ScriptBlockAst tree) => tree
        .FindAll(IsNewer, searchNestedScriptBlocks: true).Select(node => $"line {node.Extent.StartLineNumber}: {node.Extent.Text}");

    private static bool IsNewer(Ast node) => node switch
    {
        TernaryExpressionAst or PipelineChainAst => true,
        PipelineAst { Background: true } => true,
        BinaryExpressionAst { Operator: TokenKind.QuestionQuestion } => true,
        AssignmentStatementAst { Operator: TokenKind.QuestionQuestionEquals } => true,
        MemberExpressionAst { NullConditional: true } or IndexExpressionAst { NullConditional: true } => true,
        ScriptBlockAst { CleanBlock: not null } => true,

        // Parameters that came later: -Parallel and -ThrottleLimit of ForEach-Object, -AsHashtable and -Depth of ConvertFrom-Json.
        CommandParameterAst { ParameterName: "Parallel" or "ThrottleLimit" or "AsHashtable" or "Depth" or "NoEnumerate" } => true,

        // Suffixes of numbers and the escapes `e and `u{…} are 6.0 and later.
        ConstantExpressionAst { Value: byte or sbyte or short or ushort or uint or ulong } => true,
        ExpandableStringExpressionAst or StringConstantExpressionAst => HasNewEscape(node.Extent.Text),
        _ => false,
    };

    private static bool HasNewEscape(string text) =>
        text.StartsWith('"') && (text.Contains("`e", StringComparison.Ordinal) || text.Contains("`u{", StringComparison.Ordinal));
}
