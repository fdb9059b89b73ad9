namespace ServerStub.Http;

/// <summary>The checked text fields of a JSON body. Unknown fields are skipped, as the deployed server does.</summary>
internal sealed class JsonFields
{
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private readonly Dictionary<string, string> _values;

    private JsonFields(Dictionary<string, string> values) => _values = values;

    /// <summary>The value of a field; null where an optional one is missing.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Reads the body: the fields, or the answer that refuses it (413, 415, 422).</summary>
    public static async Task<(JsonFields? Fields, IResult? Refusal)> ReadAsync(
        HttpRequest request, IReadOnlyList<BodyField> expected, Answers answers)
    {
        if (!request.HasJsonContentType())
        {
            return (null, answers.Error(StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json"));
        }

        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(request.Body, s_strict, request.HttpContext.RequestAborted);
            (Dictionary<string, string> values, List<FieldError> errors) = Check(body.RootElement, expected);
            return errors.Count == 0 ? (new JsonFields(values), null) : (null, answers.Unprocessable(errors));
        }
        catch (JsonException)
        {
            return (null, answers.Unprocessable([new FieldError(["body"], "JSON decode error", "json_invalid")]));
        }
        catch (BadHttpRequestException problem)
        {
            // Kestrel's limits: the body is too large (413), too slow (408) or broken off (400).
            return (null, answers.Error(problem.StatusCode, "Request body refused"));
        }
    }

    private static (Dictionary<string, string> Values, List<FieldError> Errors) Check(
        JsonElement body, IReadOnlyList<BodyField> expected)
    {
        var values = new Dictionary<string, string>();
        var errors = new List<FieldError>();
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new FieldError(["body"], "Input should be an object", "model_attributes_type"));
            return (values, errors);
        }

        foreach (BodyField field in expected)
        {
            if (CheckField(body, field, values) is { } error)
            {
                errors.Add(error);
            }
        }

        return (values, errors);
    }

    private static FieldError? CheckField(JsonElement body, BodyField field, Dictionary<string, string> values)
    {
        if (!body.TryGetProperty(field.Name, out JsonElement element))
        {
            return field.IsRequired ? field.Error("Field required", "missing") : null;
        }

        if (element.ValueKind == JsonValueKind.Null && !field.IsRequired)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.String || !TryGetText(element, out string text))
        {
            return field.Error("Input should be a valid string", "string_type");
        }

        values[field.Name] = text;
        return field.FindProblem(text);
    }

    private static bool TryGetText(JsonElement element, out string text)
    {
        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // Escapes such as a lone surrogate parse as JSON and are no text.
            text = "";
            return false;
        }
    }
}
