namespace ServerStub.Control;

/// <summary>Reads the JSON body of a request.</summary>
internal static class ControlBody
{
    /// <summary>Largest body.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The body, which is an object; the caller disposes it.</summary>
    /// <exception cref="ControlException">It is not.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            throw new ControlException(StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json.");
        }

        try
        {
            JsonDocument body = await JsonDocument.ParseAsync(request.Body, s_strict, request.HttpContext.RequestAborted);
            if (body.RootElement.ValueKind == JsonValueKind.Object)
            {
                return body;
            }

            body.Dispose();
            throw Malformed("must be a JSON object");
        }
        catch (JsonException)
        {
            throw Malformed("is not JSON, or has a field twice");
        }
        catch (BadHttpRequestException problem)
        {
            throw new ControlException(problem.StatusCode, "The body is too large, too slow, or broken off.");
        }
    }

    /// <summary>Finds fields that nobody knows.</summary>
    public static void AllowOnly(this FieldProblems problems, JsonElement body, params string[] known)
    {
        foreach (JsonProperty property in body.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            problems.AddUnknown(property.Name, known.Length == 0 ? "must be left out" : "is unknown; there is " + string.Join(", ", known));
        }
    }

    /// <summary>Refuses where there are problems.</summary>
    public static void Check(this FieldProblems problems)
    {
        if (problems.Count > 0)
        {
            throw ControlException.Of(problems);
        }
    }

    private static ControlException Malformed(string problem) =>
        new(StatusCodes.Status422UnprocessableEntity, "The body cannot be read.", [new FieldProblem("body", problem)]);
}
