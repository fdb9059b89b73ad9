namespace VirtualDevice.Screen;

/// <summary>Where a run reads and writes.</summary>
/// <param name="Input">What the person types.</param>
/// <param name="IsInputRedirected">True where it is no person: a file or a pipe, which ends.</param>
/// <param name="Output">The life of the device.</param>
/// <param name="Errors">Why it could not be.</param>
/// <param name="IsPlain">True where output goes to a file or pipe, or where no colour is wanted (https://no-color.org).</param>
internal sealed record Terminal(TextReader Input, bool IsInputRedirected, TextWriter Output, TextWriter Errors, bool IsPlain)
{
    /// <summary>The console of this process.</summary>
    public static Terminal OfThisProcess() => new(
        Console.In,
        Console.IsInputRedirected,
        Console.Out,
        Console.Error,
        Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
}
