namespace ServerStub.Control;

/// <summary>Everything that the stub can be told to do wrong.</summary>
internal sealed record CatalogueView(IReadOnlyList<CatalogueStep> Steps);
