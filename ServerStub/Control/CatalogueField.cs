namespace ServerStub.Control;

/// <summary>One field of a kind of step.</summary>
internal sealed record CatalogueField(
    string Name, string Type, bool Required, int? Min, int? Max, IReadOnlyList<string>? Choices, object? Default, string Meaning)
{
    public static CatalogueField Of(StepField field) => new(
        field.Name, field.Type, field.IsRequired, field.Type == "number" ? field.Min : null, field.Choices is null ? field.Max : null,
        field.Choices, field.Default, field.Meaning);
}
