namespace ServerStub.Configuration;

/// <summary>Settings that cannot be used. A command prints <see cref="Errors"/>, one line each, and ends with code 2.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>Collects the errors of one source.</summary>
    public SettingsException(IReadOnlyList<SettingsError> errors)
        : base(string.Join(Environment.NewLine, errors)) => Errors = errors;

    /// <summary>A single error.</summary>
    public SettingsException(string source, int line, string key, string problem)
        : this([new SettingsError(source, line, key, problem)])
    {
    }

    /// <summary>Every error found, in the order of the source.</summary>
    public IReadOnlyList<SettingsError> Errors { get; }
}
