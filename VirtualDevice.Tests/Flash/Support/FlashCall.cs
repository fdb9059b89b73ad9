namespace VirtualDevice.Tests.Flash.Support;

/// <summary>One call of the fake nanoff, as it wrote it down.</summary>
internal sealed class FlashCall(string folder)
{
    public string Step { get; } = File.ReadAllText(Path.Combine(folder, "step")).Trim();

    public string[] Arguments { get; } = File.ReadAllLines(Path.Combine(folder, "arguments"));

    public string Environment => File.ReadAllText(Path.Combine(folder, "environment"));

    /// <summary>The value that follows an option.</summary>
    public string? this[string option] => Array.IndexOf(Arguments, option) is var at and >= 0 ? Arguments[at + 1] : null;

    public byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(folder, name));

    public string Text(string name) => File.ReadAllText(Path.Combine(folder, name));
}
