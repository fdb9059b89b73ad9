using System.Globalization;

namespace VirtualDevice.Screen;

/// <summary>Text from the network, made harmless for a terminal.</summary>
internal static class PlainText
{
    private const int MaxCharacters = 500;

    /// <summary>
    /// Control characters become dots, because they could move the cursor or change the terminal's title; formatting ones
    /// too, because they could turn the reading direction. A long text is cut.
    /// </summary>
    public static string Of(string text)
    {
        string shown = text.Length <= MaxCharacters ? text : text[..MaxCharacters] + $" … ({text.Length} characters)";
        return string.Concat(shown.Select(letter => IsHarmless(letter) ? letter : '·'));
    }

    private static bool IsHarmless(char letter) => char.GetUnicodeCategory(letter)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
