namespace ServerStub.Control;

/// <summary>One kind of step.</summary>
internal sealed record CatalogueStep(string At, string Do, string Title, IReadOnlyList<CatalogueField> Fields)
{
    public static CatalogueStep Of(StepKind kind) => new(kind.At, kind.Do, kind.Title, [.. kind.Fields.Select(CatalogueField.Of)]);
}
