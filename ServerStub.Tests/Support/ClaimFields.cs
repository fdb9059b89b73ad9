namespace ServerStub.Tests.Support;

/// <summary>A claim with something wrong in it.</summary>
public static class ClaimFields
{
    public static Dictionary<string, object?> With(this Dictionary<string, object?> claim, string field, object? value)
    {
        claim[field] = value;
        return claim;
    }

    public static Dictionary<string, object?> Without(this Dictionary<string, object?> claim, string field)
    {
        claim.Remove(field);
        return claim;
    }
}
