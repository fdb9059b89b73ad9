namespace ServerStub.Control;

/// <summary>The ready scenarios, as their files are.</summary>
internal sealed record ScenariosView(IReadOnlyList<JsonElement> Scenarios);
