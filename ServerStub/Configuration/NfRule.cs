namespace ServerStub.Configuration;

/// <summary>What a setting's value may be: a sentence for people, and the same as a check.</summary>
/// <param name="Kind">One word for tables: text, number, choice, flag, url, path, id, secret.</param>
/// <param name="Requirement">Completes "the value …": <c>must be a whole number from 1 to 65535</c>.</param>
/// <param name="Accepts">True where the value is allowed.</param>
public sealed record NfRule(string Kind, string Requirement, Func<string, bool> Accepts)
{
    /// <summary>The same rule, satisfied by an empty value too, which then means "not set".</summary>
    public NfRule OrEmpty() =>
        new(Kind, Requirement + ", or be empty", value => value.Length == 0 || Accepts(value));
}
