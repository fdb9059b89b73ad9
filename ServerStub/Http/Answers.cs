using Microsoft.AspNetCore.Http.HttpResults;

namespace ServerStub.Http;

/// <summary>Error answers in the chosen spelling (contract section 2.1). Texts are fixed: nothing of a request returns.</summary>
internal sealed class Answers(StubOptions options)
{
    /// <summary>An error with a status: <c>{"detail":"…"}</c>, or the deployed server's <c>{"error":{…}}</c>.</summary>
    public JsonHttpResult<object> Error(int status, string message)
    {
        object body = options.Responses == ResponseSpelling.Plain
            ? new { Detail = message }
            : new { Error = new { Code = $"HTTP_{status}", Message = message, CorrelationId = Guid.NewGuid().ToString() } };
        return TypedResults.Json(body, statusCode: status);
    }

    /// <summary>422 with a list that names the fields; both spellings have the same.</summary>
    public JsonHttpResult<object> Unprocessable(IReadOnlyList<FieldError> errors) =>
        TypedResults.Json<object>(new { Detail = errors }, statusCode: StatusCodes.Status422UnprocessableEntity);
}
