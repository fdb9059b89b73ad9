namespace ServerStub.Configuration;

/// <summary>One thing wrong with an input file, variable or flag, said so that a person can repair it.</summary>
/// <param name="Source">Where the value came from: a file's name, an environment variable, or <c>command line</c>.</param>
/// <param name="Line">One-based line in the file; 0 where there is none.</param>
/// <param name="Key">The setting, or empty when the whole source is meant.</param>
/// <param name="Problem">What is wrong and what to write instead. Never holds the value: it may be a secret.</param>
public sealed record SettingsError(string Source, int Line, string Key, string Problem)
{
    /// <summary>One line: <c>nf.config(12): claim.nonce: must be "bytes" or "text"</c>.</summary>
    public override string ToString()
    {
        string place = Line > 0 ? $"{Source}({Line})" : Source;
        return Key.Length > 0 ? $"{place}: {Key}: {Problem}" : $"{place}: {Problem}";
    }
}
