using System.Text.RegularExpressions;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>One error or warning of the compiler.</summary>
/// <param name="File">The file, with slashes; empty where it has none.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Id">CS or NF and four digits.</param>
/// <param name="Text">The message.</param>
internal sealed partial record Finding(string File, int Line, int Column, string Id, string Text)
{
    /// <summary>Reads what the compiler or a build wrote; a build repeats everything at its end.</summary>
    public static Finding[] Parse(string output) => Pattern().Matches(output)
        .Select(match => new Finding(
            match.Groups["file"].Value.Trim().Replace('\\', '/'),
            match.Groups["line"].Success ? int.Parse(match.Groups["line"].ValueSpan) : 0,
            match.Groups["column"].Success ? int.Parse(match.Groups["column"].ValueSpan) : 0,
            match.Groups["id"].Value,
            match.Groups["text"].Value.Trim()))
        .Distinct()
        .ToArray();

    [GeneratedRegex(@"^(?:[ \t]*\d+>)?(?:(?<file>[^(\r\n]+)\((?<line>\d+),(?<column>\d+)\): |(?<file>[^(:\r\n]*?)(?: : )?)(?:error|warning) (?<id>[A-Z]+\d+): (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Pattern();
}
