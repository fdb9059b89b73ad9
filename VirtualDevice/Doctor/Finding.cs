namespace VirtualDevice.Doctor;

/// <summary>One line of the doctor's report.</summary>
/// <param name="Mark">How it came out.</param>
/// <param name="Text">What was checked, and the result. Never a secret, a token or a child id.</param>
/// <param name="Fix">What to do, completing "fix: …"; null where nothing is to be done.</param>
internal sealed record Finding(Mark Mark, string Text, string? Fix = null)
{
    /// <summary>All is well.</summary>
    public static Finding Ok(string text) => new(Mark.Ok, text);

    /// <summary>Not found out, and why.</summary>
    public static Finding Skip(string text) => new(Mark.Skip, text);

    /// <summary>Works now.</summary>
    public static Finding Warn(string text, string fix) => new(Mark.Warn, text, fix);

    /// <summary>Does not work.</summary>
    public static Finding Fail(string text, string fix) => new(Mark.Fail, text, fix);
}
