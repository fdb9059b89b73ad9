namespace ServerStub.Http;

/// <summary>One entry of a 422's <c>detail</c>, as FastAPI spells it. Never holds the value that was sent.</summary>
internal sealed record FieldError(IReadOnlyList<string> Loc, string Msg, string Type);
