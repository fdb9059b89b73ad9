namespace ServerStub.Faults;

/// <summary>One field of a kind of step: a row that is read by the parser, the catalogue and people.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Meaning">One sentence for a person.</param>
internal sealed record StepField(string Name, string Meaning)
{
    /// <summary>What is taken where the field is absent; null where nothing is.</summary>
    public object? Default { get; init; }

    /// <summary>True: must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Smallest number.</summary>
    public int Min { get; init; }

    /// <summary>Largest number, or most characters of a text.</summary>
    public int Max { get; init; }

    /// <summary>The words of a choice; null for the other types.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>True for free text.</summary>
    public bool IsText { get; init; }

    /// <summary><c>number</c>, <c>text</c> or <c>choice</c>.</summary>
    public string Type => Choices is not null ? "choice" : IsText ? "text" : "number";

    /// <summary>Completes "the value …".</summary>
    public string Requirement => Choices is not null ? "must be one of " + string.Join(", ", Choices.Select(word => $"\"{word}\""))
        : IsText ? $"must be a text of at most {Max} characters"
        : $"must be a whole number from {Min} to {Max}";

    /// <summary>A whole number.</summary>
    public static StepField Number(string name, string meaning, int min, int max, int? byDefault = null) =>
        new(name, meaning) { Min = min, Max = max, Default = byDefault };

    /// <summary>A text.</summary>
    public static StepField Text(string name, string meaning, int max) => new(name, meaning) { Max = max, IsText = true };

    /// <summary>One of a few words, the first by default.</summary>
    public static StepField Choice(string name, string meaning, params string[] words) =>
        new(name, meaning) { Choices = words, Default = words[0] };

    /// <summary>The same field, which must be given.</summary>
    public StepField Required() => this with { IsRequired = true, Default = null };
}
