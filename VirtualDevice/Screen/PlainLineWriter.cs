namespace VirtualDevice.Screen;

/// <summary>Lines as they are, without colour and without breaking them: for files, pipes and NO_COLOR.</summary>
internal sealed class PlainLineWriter(TextWriter output) : ILineWriter
{
    /// <inheritdoc />
    public void Write(LogLine line) => output.WriteLine(line.ToString());
}
