using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using VirtualDevice.Tests.FirmwareCompile;

namespace VirtualDevice.Tests.House;

/// <summary>
/// Names, comments and Markdown are spelt as Hunspell's English dictionaries or <c>build/words.txt</c> have it. Where Hunspell is
/// not installed the test is skipped, and says so; with <c>TEDDY_REQUIRE_SPELLING=1</c>, as CI sets it, it fails.
/// </summary>
public sealed partial class SpellingTests
{
    private const string WordList = "build/words.txt";

    [Fact]
    public void Every_word_of_a_name_a_comment_or_a_page_is_in_the_dictionary()
    {
        Dictionary<string, string> placeOf = [];
        foreach (string file in Repository.Files("*.cs", "*.md"))
        {
            string text = file.EndsWith(".cs", StringComparison.Ordinal) ? NamesAndComments(Repository.Read(file)) : Prose(Repository.Read(file));
            foreach (Match word in Word().Matches(text))
            {
                placeOf.TryAdd(word.Value.ToLowerInvariant(), file);
            }
        }

        List<string> unknown = Unknown(placeOf.Keys);
        Assert.True(unknown.Count == 0, string.Join('\n', unknown.Select(word => $"{word} in {placeOf[word]}: mend it, or add it to {WordList}")));
    }

    [Fact]
    public void A_misspelt_word_is_found() => Assert.Equal(["recieve"], Unknown(["receive", "recieve", "nonce"]));

    [Fact]
    public void The_word_list_is_sorted_and_has_nothing_that_is_not_used()
    {
        string[] words = File.ReadAllLines(Repository.Combine(WordList));
        string everything = string.Join('\n', Repository.Files("*.cs", "*.md").Select(Repository.Read));

        Assert.Equal(words.Distinct().Order(StringComparer.Ordinal), words);
        Assert.All(words, word => Assert.Contains(word, everything, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A part of a name between its capitals, or a word; shorter than four letters says too little.</summary>
    [GeneratedRegex("[A-Z]?[a-z]{3,}|[A-Z]{4,}(?![a-z])")]
    private static partial Regex Word();

    [GeneratedRegex(@"```[\s\S]*?```|`[^`]*`|^    .*$|\]\([^)]*\)|https?://\S+", RegexOptions.Multiline)]
    private static partial Regex NoProse();

    private static string Prose(string markdown) => NoProse().Replace(markdown, " ");

    private static string NamesAndComments(string source)
    {
        var text = new StringBuilder();
        foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens())
        {
            foreach (SyntaxTrivia trivia in token.LeadingTrivia.Concat(token.TrailingTrivia).Where(trivia => !trivia.IsKind(SyntaxKind.DisabledTextTrivia)))
            {
                text.Append(Prose(trivia.ToFullString())).Append(' ');
            }

            text.Append(token.IsKind(SyntaxKind.IdentifierToken) ? token.ValueText : "").Append(' ');
        }

        return text.ToString();
    }

    private static List<string> Unknown(IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("hunspell", ["-l", "-i", "utf-8", "-d", "en_GB,en_US", "-p", Repository.Combine(WordList)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process hunspell = Started(start);
        Task<string> unknown = hunspell.StandardOutput.ReadToEndAsync();

        // A name like London is spelt with its capital: what is wrong in both forms is wrong.
        foreach (string word in words)
        {
            hunspell.StandardInput.WriteLine(word + " " + char.ToUpperInvariant(word[0]) + word[1..]);
        }

        hunspell.StandardInput.Close();
        string[] lines = unknown.Within().GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.GroupBy(word => word.ToLowerInvariant()).Where(group => group.Distinct().Count() == 2).Select(group => group.Key).Order(StringComparer.Ordinal)];
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            MissingTool.SkipUnlessRequired("TEDDY_REQUIRE_SPELLING", "Hunspell is not installed: apt-get install hunspell hunspell-en-gb hunspell-en-us");
            throw;
        }
    }
}
