namespace ServerStub.Control;

/// <summary>A request of the control API that cannot be done, with the answer that says why.</summary>
internal sealed class ControlException(int status, string message, IReadOnlyList<FieldProblem>? fields = null) : Exception(message)
{
    public int Status { get; } = status;

    public IReadOnlyList<FieldProblem>? Fields { get; } = fields;

    /// <summary>422 that names the fields.</summary>
    public static ControlException Of(FieldProblems problems) => new(
        StatusCodes.Status422UnprocessableEntity, problems.Count == 1 ? "A field is wrong." : "Some fields are wrong.", problems.All);

    public static ControlException NotFound(string what) => new(StatusCodes.Status404NotFound, what);
}
