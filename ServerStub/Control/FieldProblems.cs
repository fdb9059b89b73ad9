using System.Text.RegularExpressions;

namespace ServerStub.Control;

/// <summary>Collects wrong fields, each with its place in the body: <c>steps[1].status</c>.</summary>
internal sealed partial class FieldProblems
{
    private const int MaxProblems = 32;
    private readonly List<FieldProblem> _all = [];
    private string _place = "";

    public IReadOnlyList<FieldProblem> All => _all;

    public int Count { get; private set; }

    /// <summary>What follows belongs to this part of the body.</summary>
    public void Enter(string place) => _place = place;

    public void Add(string field, string problem)
    {
        Count++;
        if (_all.Count < MaxProblems)
        {
            string place = _place.Length == 0 ? field : field.Length == 0 ? _place : $"{_place}.{field}";
            _all.Add(new FieldProblem(place.Length == 0 ? "body" : place, problem));
        }
    }

    /// <summary>A field that nobody knows: its name comes from the request, and only a plain one is repeated.</summary>
    public void AddUnknown(string field, string problem) => Add(PlainName().IsMatch(field) ? field : "?", problem);

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,40}\z")]
    private static partial Regex PlainName();
}
